using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class KeepThreeChecks : LoadBalancingChecks
{
    private const string Cluster = "kiosk";
    private const string Service = "kiosk";
    private const int Wanted = 3;

    private List<EcsTask> _before = [];
    private List<EcsTask> _afterCrash = [];
    private List<EcsTask> _afterStop = [];

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await RegisterAppAsync("kiosk");
    }

    /// <summary>One task crashes, then one is stopped.</summary>
    protected override async Task AfterwardsAsync()
    {
        _before = await RunningAsync();
        if (_before.Count == 0) return;
        await Aws.Workbook.InjectAsync(Fault.Kill(_before[0].TaskArn, _before[0].Containers[0].Name));
        await ReplaceAsync(_before[0]);
        _afterCrash = await RunningAsync();

        if (_afterCrash.Count == 0) return;
        await Ecs.StopTaskAsync(new() { Cluster = Cluster, Task = _afterCrash[0].TaskArn, Reason = "by mistake" });
        await ReplaceAsync(_afterCrash[0]);
        _afterStop = await RunningAsync();
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
    public void CrashIsHealed() => RequireThree("running tasks in the cluster kiosk two minutes after one of them crashed", _afterCrash);

    [Test]
    [Requirement("A task that somebody stops is replaced", "Three tasks that were started by RunTask are three tasks, until somebody stops one.")]
    public void StopIsHealed() => RequireThree("running tasks in the cluster kiosk two minutes after another one was stopped", _afterStop);

    private static void RequireThree(string what, List<EcsTask> running)
    {
        if (running.Count != Wanted) throw new AssertionException($"Expected {Wanted} {what}, but found {running.Count}.");
    }

    /// <summary>Two minutes are time enough for the service to replace a task.</summary>
    private Task ReplaceAsync(EcsTask task) => LetPassAsync(TimeSpan.FromMinutes(2), "the task is replaced", async () =>
        await RunningAsync() is { Count: Wanted } running && running.TrueForAll(each => each.TaskArn != task.TaskArn));

    private async Task<List<EcsTask>> RunningAsync() =>
        [.. (await TasksOfAsync(Cluster)).Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" })];
}
