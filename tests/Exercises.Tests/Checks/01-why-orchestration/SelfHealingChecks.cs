using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class SelfHealingChecks : OrchestrationChecks
{
    private const string Cluster = "corner";
    private const string Shop = "shop";

    private IReadOnlyList<string> _atFirst = [];
    private Seen<IReadOnlyList<string>> _afterOne = null!;
    private Seen<IReadOnlyList<string>> _afterAll = null!;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await RegisterAsync("shop", Hello());
    }

    /// <summary>First one process is killed, then all that run.</summary>
    protected override async Task AfterwardsAsync()
    {
        await SettleAsync(Cluster, Shop);
        _atFirst = await RunningAsync(Cluster, Shop);
        _afterOne = await Seen<IReadOnlyList<string>>.NowAsync(() => KillAsync(_atFirst.Take(1)));
        _afterAll = await Seen<IReadOnlyList<string>>.NowAsync(() => KillAsync(_afterOne.Value));
    }

    [Test]
    [Requirement("The service shop in the cluster corner wants three tasks of shop:1 on Fargate", "CreateServiceRequest has Cluster, ServiceName, TaskDefinition, LaunchType and DesiredCount.")]
    public async Task ServiceWantsThree()
    {
        var service = await ServiceAsync(Cluster, Shop);
        Require("the task definition of shop", service.TaskDefinition.Split('/')[^1], "shop:1");
        Require("the launch type of shop", service.LaunchType?.Value, "FARGATE");
        using (About("the desired count of shop")) service.DesiredCount.Should().Be(3);
    }

    [Test]
    [Requirement("All three run", "aws.WaitForServiceAsync(\"corner\", \"shop\") comes back when they do.")]
    public void ThreeRun() => RequireCount(_atFirst, "as the service came to rest");

    [Test]
    [Requirement("One that is killed is replaced, and the other two are left alone", "A task that was started with RunTask is one run, and nobody replaces it. A service does.")]
    public void OneIsReplaced()
    {
        RequireCount(_afterOne.Value, "after one of three had been killed");
        using (About("the tasks that ran before and after one was killed")) _afterOne.Value.Intersect(_atFirst).Count().Should().Be(2);
    }

    [Test]
    [Requirement("All three are replaced when all are killed", "The service does it by itself, as long as its desired count says so.")]
    public void AllAreReplaced()
    {
        RequireCount(_afterAll.Value, "after all three had been killed");
        using (About("the tasks that ran before and after all were killed")) _afterAll.Value.Intersect(_afterOne.Value).Count().Should().Be(0);
    }

    private async Task<IReadOnlyList<string>> KillAsync(IEnumerable<string> tasks)
    {
        var victims = tasks.ToList();
        foreach (var task in victims) await Aws.Workbook.InjectAsync(Fault.Kill(task, (await ContainersAsync(task))[0]));
        foreach (var task in victims) await Ecs.WaitForTaskAsync(Cluster, task, "STOPPED");
        await SettleAsync(Cluster, Shop);
        return await RunningAsync(Cluster, Shop);
    }

    private async Task<List<string>> ContainersAsync(string task) =>
        [.. (await Ecs.DescribeTasksAsync(new() { Cluster = Cluster, Tasks = [task] })).Tasks[0].Containers.Select(container => container.Name)];

    private static void RequireCount(IReadOnlyList<string> tasks, string when)
    {
        if (tasks.Count != 3) throw new AssertionException($"Expected three RUNNING tasks of the service shop {when}, but found {tasks.Count}.");
    }
}
