using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using static Workbook.Engine.Tests.Scenarios.PracticeImage;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>Engines that end and start again, are reset, and live beside each other.</summary>
internal sealed class EngineScenarios(string backend) : Scenario(backend)
{
    /// <summary>Waits until a container has ended while no engine looks; simulated time only passes for an engine.</summary>
    private async Task EndedMeanwhileAsync(string runtimeId)
    {
        if (Backend == Stage.Docker) await PracticeDocker.Client.Containers.WaitContainerAsync(runtimeId);
    }

    [Test]
    public async Task What_runs_is_taken_over_by_the_next_engine()
    {
        await using var folder = new DataFolder();
        EcsTask before;
        await using (var first = await Stage.StartAsync(Backend, folder.Path)) before = await first.RunningAsync(Stage.Task(Stage.App(Server)));

        await using var second = await Stage.StartAsync(Backend, folder.Path);

        second[before.Id].Should().Be(before, "nothing has happened to it");
        (await second.CountAsync()).Should().Be(1);
        var after = await second.StoppedAsync(before.Id);
        (after.StopCode, after.Container("app").ExitCode).Should().Be((TaskStopCode.UserInitiated, 0));
        (await second.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task What_runs_is_taken_over_though_another_region_knows_nothing_of_it()
    {
        await using var folder = new DataFolder();
        EcsTask before;
        await using (var first = await Stage.StartAsync(Backend, folder.Path))
        {
            before = await first.RunningAsync(Stage.Task(Stage.App(Server)));
            foreach (var region in new[] { "af-south-1", "us-west-2" })
                await first.Engine.Store.UpdateAsync(Stage.Scope with { Region = region }, (world, _) => (ClusterRules.Create(world, new()).World, region));
        }

        await using var second = await Stage.StartAsync(Backend, folder.Path);

        second[before.Id].Should().Be(before, "nothing has happened to it");
        (await second.CountAsync()).Should().Be(1);
        await second.StoppedAsync(before.Id);
    }

    [Test]
    public async Task What_has_ended_meanwhile_is_told_by_the_next_engine()
    {
        await using var folder = new DataFolder();
        EcsTask task;
        await using (var first = await Stage.StartAsync(Backend, folder.Path))
        {
            task = await first.RunningAsync(Stage.Task(Stage.Shell("sleep 3; exit 5")));
        }
        await EndedMeanwhileAsync(task.Container("app").RuntimeId!);

        await using var second = await Stage.StartAsync(Backend, folder.Path);
        await second.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        task = await second.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        (task.StopCode, task.Container("app").ExitCode).Should().Be((TaskStopCode.EssentialContainerExited, 5));
        (await second.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task A_task_that_was_on_its_way_runs_on_the_next_engine()
    {
        await using var folder = new DataFolder();
        string id;
        await using (var first = await Stage.StartAsync(Backend, folder.Path))
        {
            id = await first.RunAsync(Stage.Task(Stage.App(Server) with { DependsOn = [new() { ContainerName = "init", Condition = "SUCCESS" }] }, Stage.Shell("sleep 0.5", "init") with { Essential = false }));
            await first.UntilAsync(world => world.Tasks[id].Container("init").HasRun);
        }

        await using var second = await Stage.StartAsync(Backend, folder.Path);
        var task = await second.UntilAsync(id, EcsTaskStatus.Running);
        await second.ReadyAsync(task);

        (task.Container("init").ExitCode, task.Container("app").Status).Should().Be((0, ContainerStatus.Running));
        (await second.StoppedAsync(id)).Container("app").ExitCode.Should().Be(0);
        (await second.CountAsync()).Should().Be(0);
    }

    [TestCase(ContainerStatus.None)]
    [TestCase(ContainerStatus.Pulling)]
    [TestCase(ContainerStatus.Starting)]
    public async Task A_task_is_started_by_the_next_engine_from_wherever_it_was(ContainerStatus status)
    {
        await using var folder = new DataFolder();
        string id;
        await using (var first = await Stage.StartAsync(Backend, folder.Path))
        {
            id = await first.RunAsync(Stage.Task(Stage.App(Server)));
            await first.UntilAsync(world => world.Tasks[id].Container("app").Status >= status);
        }

        await using var second = await Stage.StartAsync(Backend, folder.Path);
        await second.ReadyAsync(await second.UntilAsync(id, EcsTaskStatus.Running));

        (await second.CountAsync()).Should().Be(1);
        (await second.StoppedAsync(id)).Container("app").ExitCode.Should().Be(0);
        (await second.CountAsync()).Should().Be(0);
    }

    [TestCase(ContainerStatus.Starting)]
    [TestCase(ContainerStatus.Running)]
    public async Task A_stop_that_was_accepted_is_carried_out_by_the_next_engine(ContainerStatus status)
    {
        await using var folder = new DataFolder();
        string id;
        await using (var first = await Stage.StartAsync(Backend, folder.Path))
        {
            id = await first.RunAsync(Stage.Task(Stage.App(Server) with { StopTimeout = 2 }));
            await first.UntilAsync(world => world.Tasks[id].Container("app").Status >= status);
            await first.StopAsync(id);
        }

        await using var second = await Stage.StartAsync(Backend, folder.Path);
        var task = await second.UntilAsync(id, EcsTaskStatus.Stopped);

        task.StopCode.Should().Be(TaskStopCode.UserInitiated);
        (await second.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task A_reset_leaves_nothing_and_the_engine_goes_on()
    {
        await Stage.RunningAsync(Stage.Task(Stage.App(Server)));
        await Stage.RunAsync(Stage.Task(Stage.App(IgnoresSigterm)));

        await Stage.Engine.ResetAsync();

        Stage.World.Tasks.Should().BeEmpty();
        (await Stage.CountAsync()).Should().Be(0);
        await Stage.RunningAsync(Stage.Task(Stage.App(Server)));
        (await Stage.CountAsync()).Should().Be(1);
    }

    [Test]
    public async Task Two_engines_do_not_see_each_other_s_containers()
    {
        await using var other = await Stage.StartAsync(Backend);
        var mine = await Stage.RunningAsync(Stage.Task(Stage.App(Server)));
        var theirs = await other.RunningAsync(Stage.Task(Stage.App(Server)));
        other.Engine.Runtime.Kill(Stage.Scope, mine.Id, "app", 137, null).Should().BeFalse();

        await Stage.Engine.ResetAsync();

        (await Stage.CountAsync(), await other.CountAsync()).Should().Be((0, 1));
        (await other.StoppedAsync(theirs.Id)).Container("app").ExitCode.Should().Be(0);
    }
}
