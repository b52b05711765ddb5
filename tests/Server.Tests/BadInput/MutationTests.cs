using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Api.Ecs;
using Workbook.Server.Tests.Wire;
using Workbook.Shapes;

namespace Workbook.Server.Tests.BadInput;

/// <summary>
/// Thousands of requests that are almost right. WORKBOOK_MUTANTS=100000 sends more than the sample; a failure names the
/// smallest request found that still fails, and the seed that finds it again.
/// </summary>
internal sealed class MutationTests : BadInputFixture
{
    private const int Sample = 4000;

    private int _accepted;

    internal static int Count => int.TryParse(Environment.GetEnvironmentVariable("WORKBOOK_MUTANTS"), CultureInfo.InvariantCulture, out var count) ? count : Sample;

    [Test]
    public void EveryServedOperationHasAValidRequest()
    {
        var served = typeof(EcsApi).GetMethods().Where(method => method.DeclaringType == typeof(EcsApi) && method.Name.EndsWith("Async", StringComparison.Ordinal));
        ValidRequests.All.Select(request => request.Operation).Distinct().Should().BeEquivalentTo(served.Select(method => method.Name[..^"Async".Length]));
    }

    [Test]
    public async Task ServedOperationsSurviveTheirMutants()
    {
        var seeds = ValidRequests.All.Select(request => new Mutant(request.Operation, Json.Of(JsonDocument.Parse(Filled(request.Body)).RootElement), [])).ToArray();
        _accepted = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Count), Prop.ForAll(Mutant.ArbitraryOf(seeds), AnswersWell));
        TestContext.Out.WriteLine($"{_accepted} of {Count} mutants were accepted; {World.Tasks.Count} tasks, {World.Tasks.Values.Count(task => task.LastStatus == Orchestration.Tasks.EcsTaskStatus.Stopped)} of them stopped.");
        // Mutants that are all refused at the door, or all accepted, would test little.
        ((double)_accepted / Count).Should().BeInRange(0.1, 0.9);
        await EngineWorksAsync();
    }

    [Test]
    public async Task OperationsToComeSurviveTheirMutants()
    {
        var seeds = Model.Ecs.GetProperty("operations").EnumerateObject().Select(operation => operation.Name).Except(ValidRequests.All.Select(request => request.Operation))
            .Select(operation => new Mutant(operation, Json.Of(JsonDocument.Parse(Requests.Complete(operation)).RootElement), []))
            .ToArray();
        var before = World;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Count / 4), Prop.ForAll(Mutant.ArbitraryOf(seeds), AnswersWell));
        World.Should().BeSameAs(before);
        await EngineWorksAsync();
    }

    /// <summary>A service with a task set, and one whose first deployment pauses.</summary>
    [OneTimeSetUp]
    public async Task DeployServices()
    {
        await AcceptedAsync("CreateService", """{"serviceName":"external","desiredCount":1,"deploymentController":{"type":"EXTERNAL"}}""");
        await AcceptedAsync("CreateTaskSet", """{"cluster":"default","service":"external","taskDefinition":"web","scale":{"value":0}}""");
        await AcceptedAsync("CreateService", """
            {"serviceName":"paused","taskDefinition":"web","desiredCount":1,
             "deploymentConfiguration":{"strategy":"BLUE_GREEN","lifecycleHooks":[{"targetType":"PAUSE","lifecycleStages":["PRE_SCALE_UP"]}]}}
            """);
        await Aws.Engine.Clock.RestAsync();
        Hooks(World).Should().NotBeEmpty();
    }

    private static ValueList<HookRun> Hooks(World world) => world.RolloutOf(world.Services["default/paused"])!.Hooks;

    private string Filled(string body) => new[]
    {
        ("$TASKSET", Arn.TaskSet(Scope, "default", "external", World.Services["default/external"].TaskSets[0].Id).ToString()),
        ("$ROLLOUT", Arn.ServiceDeployment(Scope, "default", "paused", World.Services["default/paused"].ServiceDeploymentId!).ToString()),
        ("$REVISION", Arn.ServiceRevision(Scope, "default", "paused", World.Services["default/paused"].RevisionId!).ToString()),
        ("$HOOK", Hooks(World)[0].Id),
        ("$TASK", TaskArn),
        ("$INSTANCE", InstanceArn),
    }.Aggregate(body, (filled, name) => filled.Replace(name.Item1, name.Item2, StringComparison.Ordinal));

    private void AnswersWell(Mutant mutant)
    {
        var reply = SendAsync(Request(mutant.Operation, mutant.Body)).GetAwaiter().GetResult();
        reply.HasRequestId.Should().BeTrue();
        reply.Status.Should().BeOneOf([200, 400, 413], reply.Body);
        using var json = JsonDocument.Parse(reply.Body);
        json.RootElement.ValueKind.Should().Be(JsonValueKind.Object);
        if (reply.Status == 200)
        {
            _accepted++;
            return;
        }
        reply.Code.Should().MatchRegex("^[A-Z][A-Za-z]+Exception$");
        reply.Message.Should().NotBeNullOrWhiteSpace();
    }

    /// <summary>In a world that no mutant has touched, tasks still start: neither the control loop nor the clock has died.</summary>
    private async Task EngineWorksAsync()
    {
        await AcceptedAsync("RegisterTaskDefinition", """{"family":"after","containerDefinitions":[{"name":"app","image":"nginx","memory":16}]}""");
        await AcceptedAsync("CreateCluster", """{"clusterName":"after"}""");
        await AcceptedAsync("RegisterContainerInstance", """{"cluster":"after","totalResources":[{"name":"CPU","type":"INTEGER","integerValue":4096},{"name":"MEMORY","type":"INTEGER","integerValue":4096}]}""");
        var reply = await SendAsync("RunTask", """{"cluster":"after","taskDefinition":"after"}""");
        var task = JsonDocument.Parse(reply.Body).RootElement.GetProperty("tasks")[0].GetProperty("taskArn").GetString()!;
        await RunningAsync(task);
    }
}
