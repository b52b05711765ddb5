using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class KeepThreeChecks : LoadBalancingChecks
{
    private const string Cluster = "kiosk";
    private const string Service = "kiosk";
    private const int Wanted = 3;

    private List<EcsTask> _before = [];
    private Seen<List<EcsTask>> _afterCrash = null!;
    private Seen<List<EcsTask>> _afterStop = null!;

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await RegisterAppAsync("kiosk");
    }

    /// <summary>One task crashes, then one is stopped.</summary>
    protected override async Task AfterwardsAsync()
    {
        _before = await RunningAsync();
        _afterCrash = await ReplacedAsync(task => Aws.Workbook.InjectAsync(Fault.Kill(task.TaskArn, task.Containers[0].Name)));
        _afterStop = await ReplacedAsync(task => Ecs.StopTaskAsync(new() { Cluster = Cluster, Task = task.TaskArn, Reason = "by mistake" }));
    }

    [Test]
    [Requirement("There is a service kiosk that wants three tasks of kiosk:1 on Fargate", "CreateServiceRequest has Cluster, ServiceName, TaskDefinition, DesiredCount, LaunchType and NetworkConfiguration.")]
    public async Task ServiceWantsThree()
    {
        var service = await ServiceOfAsync(Cluster, Service);
        Require("what the service kiosk runs", service.TaskDefinition.Split('/')[^1], "kiosk:1");
        Require("what it runs them on", service.LaunchType?.Value, "FARGATE");
        Require("how many it wants", $"{service.DesiredCount}", $"{Wanted}");
    }

    [Test]
    [Requirement("Three tasks run", "The events of a service say what keeps it from its goal: DescribeServices has them.")]
    public void ThreeRun() => RequireThree("running tasks in the cluster kiosk", _before);

    [Test]
    [Requirement("A task that crashes is replaced", "A task of its own is never started again. A service starts another one.")]
    public void CrashIsHealed() => RequireThree("running tasks in the cluster kiosk two minutes after one of them crashed", _afterCrash.Value);

    [Test]
    [Requirement("A task that somebody stops is replaced", "Three tasks that were started by RunTask are three tasks, until somebody stops one.")]
    public void StopIsHealed() => RequireThree("running tasks in the cluster kiosk two minutes after another one was stopped", _afterStop.Value);

    private static void RequireThree(string what, List<EcsTask> running)
    {
        if (running.Count != Wanted) throw new AssertionException($"Expected {Wanted} {what}, but found {running.Count}.");
    }

    /// <summary>What runs when one has ended and the service had two minutes, which is time enough to replace it.</summary>
    private Task<Seen<List<EcsTask>>> ReplacedAsync(Func<EcsTask, Task> end) => Seen<List<EcsTask>>.NowAsync(async () =>
    {
        if (await RunningAsync() is not [var task, ..]) return [];
        await end(task);
        await LetPassAsync(TimeSpan.FromMinutes(2), "the task is replaced", async () =>
            await RunningAsync() is { Count: Wanted } running && running.TrueForAll(each => each.TaskArn != task.TaskArn));
        return await RunningAsync();
    });

    private async Task<List<EcsTask>> RunningAsync() =>
        [.. (await TasksOfAsync(Cluster)).Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" })];
}
