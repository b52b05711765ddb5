using System.Globalization;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Cgroups;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.State;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Cgroups;

/// <summary>Tasks of several containers, which share the task's CPU and memory.</summary>
internal sealed class CgroupTests : RealContainers
{
    private const string Root = "/sys/fs/cgroup";
    private const string OutOfMemory = "OutOfMemoryError: Container killed due to memory usage";

    private static readonly CgroupTree Tree = CgroupTree.OfThisMachine();
    private static readonly TaskLimits AnyLimits = new(256L << 20, 0, 100_000, 2);

    private static RegisterTaskDefinitionRequest Pair => Stage.Task(Doing("true") with { StopTimeout = 2 }, Doing("true", "sidecar") with { Memory = 128, StopTimeout = 2 });

    [SetUp]
    public void NeedGroups()
    {
        var host = ((DockerRuntime)Stage.Engine.Runtime).HostOf("");
        if (host.Cgroups.Groups is null) Assert.Ignore(host.Cgroups.Reason);
    }

    /// <summary>A container that takes 40 MiB, says so, and keeps them.</summary>
    private static ContainerDefinition Holding40MiB(string name) =>
        Stage.Shell("busybox mkfifo /f; (busybox head -c 41943040 /dev/zero; echo . >&2; exec tail -f /dev/null) >/f & exec tail -c 41943040 /f", name);

    /// <summary>The groups of an engine's tasks; null when nothing is there of the engine's.</summary>
    private static IReadOnlySet<string>? TasksOf(string engineId) =>
        Tree.Children("").FirstOrDefault(group => group.Split('@')[0] == $"workbook-{engineId}") is { } engine ? Tree.Children(engine) : null;

    private static string Read(string controller, string group, string file) => File.ReadAllText($"{Root}/{(Directory.Exists($"{Root}/{controller}") ? controller : "")}/{group}/{file}").Trim();

    private static bool IsVersion1 => Directory.Exists($"{Root}/memory");

    /// <summary>Bytes, and microseconds of each 100 ms.</summary>
    private static (string Memory, string Cpu) LimitsOf(string group) => IsVersion1
        ? (Read("memory", group, "memory.limit_in_bytes"), Read("cpu", group, "cpu.cfs_quota_us"))
        : (Read("", group, "memory.max"), Read("", group, "cpu.max").Split(' ')[0]);

    [Test]
    public async Task All_containers_are_below_the_task_s_limits()
    {
        var task = await Stage.RunningAsync(Pair);

        var (app, sidecar) = ((await InspectAsync(task)).HostConfig!, (await InspectAsync(task, "sidecar")).HostConfig!);
        app.CgroupParent.Should().EndWith($"/{task.Id}").And.Be(sidecar.CgroupParent);
        // 256 units are a quarter of a processor.
        LimitsOf(app.CgroupParent).Should().Be(((512L << 20).ToString(CultureInfo.InvariantCulture), "25000"));
        (app.Memory, app.CPUQuota, sidecar.Memory, sidecar.CPUQuota).Should().Be((0, 0, 128L << 20, 0), "they have no limits but their own");
        Tree.Children(app.CgroupParent.TrimStart('/')).Should().Contain(task.Containers.Select(container => container.RuntimeId!)).And.HaveCount(3, "the pause container is there too");
    }

    [Test]
    public async Task One_container_alone_has_its_limits_itself()
    {
        var task = await Stage.RunningAsync(Stage.Task(Doing("true")));

        (await InspectAsync(task)).HostConfig!.CgroupParent.Should().BeEmpty();
        TasksOf(EngineId).Should().BeNull();
    }

    [Test]
    public async Task Alone_each_container_has_enough_memory()
    {
        var task = await Stage.RunningAsync(Stage.OnMachine(NetworkMode.Bridge, Holding40MiB("app"), Doing("true", "other")) with { Memory = "64" });

        await LinesAsync(task);

        (await InspectAsync(task)).State!.Running.Should().BeTrue();
        var used = Read("memory", (await InspectAsync(task)).HostConfig!.CgroupParent, IsVersion1 ? "memory.usage_in_bytes" : "memory.current");
        long.Parse(used, CultureInfo.InvariantCulture).Should().BeInRange(40L << 20, 64L << 20);
    }

    [Test]
    public async Task Together_they_have_not_and_one_is_killed()
    {
        var task = await Stage.LivedAsync(Stage.OnMachine(NetworkMode.Bridge, Holding40MiB("app"), Holding40MiB("other") with { StopTimeout = 2 }) with { Memory = "64" });

        task.StopCode.Should().Be(TaskStopCode.EssentialContainerExited);
        task.Containers.Should().ContainSingle(container => container.Reason == OutOfMemory).Which.ExitCode.Should().Be(137);
        task.Containers.Should().ContainSingle(container => container.Reason == null);
    }

    [Test]
    public async Task Who_outlives_another_s_end_for_memory_ends_in_its_own_way()
    {
        var task = await Stage.RunningAsync(Stage.OnMachine(NetworkMode.Bridge, Doing("true") with { StopTimeout = 2 }, Stage.Container("greedy", PracticeImage.OutOfMemory.Name) with { Essential = false }) with { Memory = "64" });
        await Stage.UntilAsync(world => world.Tasks[task.Id].Container("greedy").IsStopped);

        task = await Stage.StoppedAsync(task.Id);

        (task.Container("greedy").ExitCode, task.Container("greedy").Reason).Should().Be((137, OutOfMemory));
        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((137, null), "it was killed, but because it did not heed SIGTERM");
    }

    [Test]
    public async Task A_task_s_group_goes_with_the_task_and_the_engine_s_with_a_reset()
    {
        var (first, second) = (await Stage.RunningAsync(Pair), await Stage.RunningAsync(Pair));
        TasksOf(EngineId).Should().BeEquivalentTo(first.Id, second.Id);

        await Stage.StoppedAsync(first.Id);
        TasksOf(EngineId).Should().Equal(second.Id);

        await Stage.Engine.ResetAsync();
        TasksOf(EngineId).Should().BeNull();
    }

    [Test]
    public async Task An_engine_that_keeps_nothing_takes_its_groups_along()
    {
        string id;
        await using (var other = await Stage.StartAsync(Stage.Docker))
        {
            await other.RunningAsync(Pair);
            id = ((DockerRuntime)other.Engine.Runtime).Identity.Id;
            TasksOf(id).Should().HaveCount(1);
        }

        TasksOf(id).Should().BeNull();
    }

    [Test]
    public async Task What_a_killed_engine_left_is_removed_by_the_next()
    {
        // No process has the number 0.
        new TaskCgroups(Tree, new($"dead{EngineId}", $"{Environment.MachineName}/0/1")).Make("task", AnyLimits);
        new TaskCgroups(Tree, new($"elsewhere{EngineId}", "another-machine/1/1")).Make("task", AnyLimits);
        try
        {
            await using var next = await Stage.StartAsync(Stage.Docker);

            TasksOf($"dead{EngineId}").Should().BeNull();
            TasksOf($"elsewhere{EngineId}").Should().Equal("task");
        }
        finally
        {
            TaskCgroups.RemoveAll(Tree, $"elsewhere{EngineId}");
        }
    }

    [Test]
    public async Task The_next_engine_on_a_folder_keeps_the_groups_of_its_tasks_only_and_a_reset_leaves_none()
    {
        using var folder = new TempFolder();
        var identity = EngineIdentity.Of(folder.Path);
        string task;
        await using (var first = await Stage.StartAsync(Stage.Docker, folder.Path)) task = (await first.RunningAsync(Pair)).Id;
        new TaskCgroups(Tree, identity).Make(new string('0', 32), AnyLimits);

        await using (var second = await Stage.StartAsync(Stage.Docker, folder.Path))
        {
            TasksOf(identity.Id).Should().Equal(task);
            second[task].LastStatus.Should().Be(EcsTaskStatus.Running);
        }
        await DockerReset.RemoveAsync(new(), folder.Path, default);

        TasksOf(identity.Id).Should().BeNull();
        (await PracticeDocker.BelongingsOfAsync(identity.Id)).Should().BeEmpty();
    }

    [Test]
    public async Task An_engine_on_a_folder_leaves_no_group_when_its_tasks_have_ended()
    {
        await using var folder = new DataFolder();
        await using (var stage = await Stage.StartAsync(Stage.Docker, folder.Path))
            await stage.StoppedAsync((await stage.RunningAsync(Pair)).Id);

        TasksOf(folder.EngineId!).Should().BeNull();
    }
}
