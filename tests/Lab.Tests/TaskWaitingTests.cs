using Amazon.ECS;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Lab.Tests;

public sealed class TaskWaitingTests
{
    [Test]
    public async Task A_status_that_does_not_exist_is_refused()
    {
        using var ecs = new AmazonECSClient("test", "test", new AmazonECSConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1" });

        await FluentActions.Awaiting(() => ecs.WaitForTaskAsync("lab", "task", "WALKING")).Should().ThrowAsync<ArgumentException>().WithMessage("*WALKING*RUNNING*");
    }

    [Test]
    public async Task A_task_that_does_not_exist_is_not_waited_for()
    {
        await using var local = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual } });
        using var ecs = new AmazonECSClient("test", "test", new AmazonECSConfig { ServiceURL = local.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        await ecs.CreateClusterAsync(new() { ClusterName = "lab" });

        await FluentActions.Awaiting(() => ecs.WaitForTaskAsync("lab", new string('0', 32), "RUNNING")).Should().ThrowAsync<TaskNotReachedException>();
    }
}
