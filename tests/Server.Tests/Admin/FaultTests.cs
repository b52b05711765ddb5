using System.Net.Http.Json;
using System.Text.Json;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Admin;

/// <summary>POST faults: what each of them brings about in the cluster, and what is said of a body that is none.</summary>
internal sealed class FaultTests : AdminFixture
{
    private string InstanceArn => Arn.ContainerInstance(Scope, "default", World.ContainerInstances.Keys.Single()).ToString();

    private string TaskArn => Arn.Task(Scope, "default", World.Tasks.Keys.Single()).ToString();

    private EcsTask TheTask => World.Tasks.Values.Single();

    [SetUp]
    public async Task Prepare()
    {
        await CallAsync("CreateCluster", """{"capacityProviders":["FARGATE","FARGATE_SPOT"]}""");
        await CallAsync("RegisterTaskDefinition", """
            {"family":"web","requiresCompatibilities":["EC2","FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","containerDefinitions":[{"name":"app","image":"nginx"}]}
            """);
    }

    [Test]
    public async Task Without_its_agent_an_instance_takes_no_tasks()
    {
        await MachineAsync();
        await InjectAsync($$"""{"fault":"stopAgent","containerInstance":"{{InstanceArn}}"}""");
        (await RunAsync("EC2")).GetProperty("failures")[0].GetProperty("reason").GetString().Should().Be("AGENT");

        await InjectAsync($$"""{"fault":"startAgent","containerInstance":"{{InstanceArn}}"}""");
        (await RunAsync("EC2")).GetProperty("tasks").GetArrayLength().Should().Be(1);
    }

    [Test]
    public async Task A_lost_instance_takes_its_tasks_with_it()
    {
        await MachineAsync();
        await RunAsync("EC2");
        await Aws.Engine.Clock.RestAsync();
        TheTask.LastStatus.Should().Be(EcsTaskStatus.Running);

        await InjectAsync($$"""{"fault":"loseInstance","containerInstance":"{{InstanceArn}}"}""");
        TheTask.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        TheTask.StopCode.Should().Be(TaskStopCode.TerminationNotice);
        TheTask.StoppedReason.Should().Be($"Host EC2 (instance {World.ContainerInstances.Values.Single().Ec2InstanceId}) terminated.");
        await RefusedAsync(404, $$"""{"fault":"loseInstance","containerInstance":"{{InstanceArn}}"}""", $"No container instance {InstanceArn} is registered.");
    }

    [Test]
    public async Task Spot_capacity_is_taken_back([Values("task", "cluster")] string what)
    {
        await CallAsync("RunTask", """{"taskDefinition":"web","capacityProviderStrategy":[{"capacityProvider":"FARGATE_SPOT"}],"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}""");
        await Aws.Engine.Clock.RestAsync();
        var arn = what == "task" ? TaskArn : Arn.Cluster(Scope, "default").ToString();
        await InjectAsync($$"""{"fault":"interruptSpot","{{what}}":"{{arn}}"}""");
        TheTask.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        TheTask.StopCode.Should().Be(TaskStopCode.SpotInterruption);
        TheTask.StoppedReason.Should().Be("Your Spot Task was interrupted.");
        // It had its SIGTERM: its process ended by itself.
        TheTask.Containers.Single().ExitCode.Should().NotBeNull();
        await RefusedAsync(404, $$"""{"fault":"interruptSpot","{{what}}":"{{arn}}"}""", $"No task of {arn} runs on FARGATE_SPOT.");
    }

    [Test]
    public async Task Only_spot_capacity_can_be_taken_back()
    {
        await RunAsync("FARGATE");
        await Aws.Engine.Clock.RestAsync();
        await RefusedAsync(404, $$"""{"fault":"interruptSpot","task":"{{TaskArn}}"}""", $"No task of {TaskArn} runs on FARGATE_SPOT.");
    }

    [Test]
    public async Task Alarms_are_set_in_a_region()
    {
        await InjectAsync("""{"fault":"alarm","name":"errors","state":"ALARM"}""");
        await InjectAsync("""{"fault":"alarm","name":"errors","state":"OK","region":"eu-central-1","account":"000000000042"}""");
        World.Alarms["errors"].IsInAlarm.Should().BeTrue();
        Aws.Engine.Store.Read(new("000000000042", "eu-central-1")).Alarms["errors"].IsInAlarm.Should().BeFalse();
    }

    [Test]
    public async Task Containers_are_killed_and_their_health_changes()
    {
        await RunAsync("FARGATE");
        await Aws.Engine.Clock.RestAsync();
        await InjectAsync($$"""{"fault":"health","task":"{{TaskArn}}","container":"app","status":"UNHEALTHY"}""");
        TheTask.Containers.Single().Health.Should().Be(ContainerHealth.Unhealthy);
        await InjectAsync($$"""{"fault":"kill","task":"{{TaskArn}}","container":"app","exitCode":3}""");
        TheTask.Containers.Single().ExitCode.Should().Be(3);
        await RefusedAsync(404, $$"""{"fault":"outOfMemory","task":"{{TaskArn}}","container":"app"}""", $"No container app of {TaskArn} is running.");
    }

    [Test]
    public async Task A_container_answers_as_it_is_told()
    {
        await RunAsync("FARGATE");
        await Aws.Engine.Clock.RestAsync();
        var container = Aws.Engine.SimulatedContainers!.Find(Scope, TheTask.Id, "app")!;
        foreach (var (how, conduct) in new (string, Conduct)[]
                 {
                     ("error", new() { Status = 500 }), ("slowly", new() { Delay = TimeSpan.FromSeconds(10) }), ("never", new() { Hangs = true }),
                     ("garbled", new() { Garbles = true }), ("broken", new() { Breaks = true }), ("refused", new() { Refuses = true }), ("normally", Conduct.Normal),
                 })
        {
            await InjectAsync($$"""{"fault":"answer","task":"{{TaskArn}}","container":"app","how":"{{how}}"}""");
            container.Conduct.Should().Be(conduct);
        }
        await RefusedAsync(404, $$"""{"fault":"answer","task":"{{TaskArn}}","container":"db","how":"never"}""", $"No simulated container db of {TaskArn} is running.");
    }

    [TestCase("""{}""", "fault is missing.")]
    [TestCase("""{"fault":"flood"}""", "fault must be kill, outOfMemory, health, stopAgent, startAgent, loseInstance, interruptSpot, alarm or answer.")]
    [TestCase("""{"fault":7}""", "fault must be a text that is not empty.")]
    [TestCase("""{"fault":"kill","task":"x","container":"app"}""", "task must be the ARN of a task.")]
    [TestCase("""{"fault":"kill","task":"arn:aws:ecs:us-east-1:123456789012:task/default/0","container":"app","exitCode":256}""", "exitCode must be a number from 0 to 255.")]
    [TestCase("""{"fault":"health","task":"arn:aws:ecs:us-east-1:123456789012:task/default/0","container":"app","status":"ILL"}""", "status must be HEALTHY or UNHEALTHY.")]
    [TestCase("""{"fault":"stopAgent"}""", "containerInstance is missing.")]
    [TestCase("""{"fault":"loseInstance","containerInstance":"i-1"}""", "containerInstance must be the ARN of a container instance.")]
    [TestCase("""{"fault":"interruptSpot"}""", "Either task or cluster must be given.")]
    [TestCase("""{"fault":"interruptSpot","cluster":"default"}""", "cluster must be the ARN of a cluster.")]
    [TestCase("""{"fault":"answer","task":"arn:aws:ecs:us-east-1:123456789012:task/default/0","container":"app","how":"loudly"}""", "how must be normally, error, slowly, never, garbled, broken or refused.")]
    [TestCase("""{"fault":"answer","task":"arn:aws:ecs:us-east-1:123456789012:task/default/0","container":"app","how":"error","status":99}""", "status must be a number from 200 to 599.")]
    [TestCase("""{"fault":"answer","task":"arn:aws:ecs:us-east-1:123456789012:task/default/0","container":"app","how":"slowly","seconds":"5"}""", "seconds must be a number from 1 to 3600.")]
    [TestCase("""{"fault":"alarm","name":"a","state":"LOUD"}""", "state must be ALARM or OK.")]
    [TestCase("""{"fault":"alarm","name":"a","state":"OK","account":"42"}""", "account must have twelve digits.")]
    public Task What_is_no_fault_is_told(string body, string error) => RefusedAsync(400, body, error);

    private Task<JsonElement> MachineAsync() =>
        CallAsync("RegisterContainerInstance", """{"totalResources":[{"name":"CPU","integerValue":2048},{"name":"MEMORY","integerValue":4096}]}""");

    private Task<JsonElement> RunAsync(string launchType) =>
        CallAsync("RunTask", """{"taskDefinition":"web","launchType":"EC2","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}}}""".Replace("EC2", launchType, StringComparison.Ordinal));

    private async Task InjectAsync(string body)
    {
        using var answer = await PostAsync(body);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }

    private async Task RefusedAsync(int status, string body, string error)
    {
        var before = World;
        using var answer = await PostAsync(body);
        ((int)answer.StatusCode).Should().Be(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString().Should().Be(error);
        World.Tasks.Should().BeSameAs(before.Tasks);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        Http.PostAsync(new Uri("/_workbook/faults", UriKind.Relative), new StringContent(body, null, "application/json"));
}
