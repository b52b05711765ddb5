using Workbook.Engine.Tests.Store;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Life;

/// <summary>The engine ends at any moment and starts again on what its journal kept.</summary>
public class AdoptionTests
{
    private static readonly RegisterTaskDefinitionRequest Ordered = TestEngine.Definition(
        TestEngine.App("nginx") with { DependsOn = [new() { ContainerName = "init", Condition = "SUCCESS" }] },
        new() { Name = "init", Image = "busybox", Command = ["sleep", "2"], Essential = false });

    /// <summary>What the journal holds when an engine on a manual clock is killed after so long.</summary>
    private static async Task<(MemoryJournal Journal, string Id)> KilledAfterAsync(TimeSpan time, RegisterTaskDefinitionRequest definition, TimeSpan? stopAt = null)
    {
        var journal = new MemoryJournal();
        await using var engine = await TestEngine.StartAsync(ClockMode.Manual, journal);
        var id = await engine.RunAsync(definition);
        if (stopAt is { } at && at <= time)
        {
            await engine.AdvanceAsync(at);
            await engine.StopAsync(id);
            time -= at;
        }
        await engine.AdvanceAsync(time);
        return (journal.Copy(), id);
    }

    [Test]
    public async Task What_runs_is_taken_over()
    {
        var (journal, id) = await KilledAfterAsync(TimeSpan.FromSeconds(10), TestEngine.Definition(TestEngine.App("nginx")));
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromDays(1));
        await engine.RestAsync();

        engine.StatusOf(id).Should().Be(EcsTaskStatus.Running);
        engine[id].Container("app").StartedAt.Should().Be(Time.FakeMachine.Start + TimeSpan.FromMilliseconds(800), "it is the same container");
        engine.Engine.Simulation.Kill(TestEngine.Scope, id, "app", 3, null).Should().BeTrue();
        await engine.RestAsync();
        (engine.StatusOf(id), engine[id].Container("app").ExitCode).Should().Be((EcsTaskStatus.Stopped, 3));
    }

    [TestCase(30, 60)]
    [TestCase(3600, 3600)]
    public async Task A_job_that_went_on_meanwhile_ends_in_its_time_or_at_once(int downUntil, int endsAt)
    {
        var (journal, id) = await KilledAfterAsync(TimeSpan.FromSeconds(10), TestEngine.Definition(TestEngine.App("busybox", "sleep", "59.2")));
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromSeconds(downUntil));
        await engine.RestAsync();
        engine.StatusOf(id).Should().Be(EcsTaskStatus.Stopped);
        engine[id].Container("app").StoppedAt.Should().Be(Time.FakeMachine.Start + TimeSpan.FromSeconds(endsAt));
    }

    [Test]
    public async Task A_task_is_completed_from_wherever_it_was([Range(0, 3_400, 100)] int milliseconds)
    {
        var (journal, id) = await KilledAfterAsync(TimeSpan.FromMilliseconds(milliseconds), Ordered);
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromMinutes(1));
        await engine.RestAsync();
        engine.StatusOf(id).Should().Be(EcsTaskStatus.Running);
        engine.Engine.Simulation.Count.Should().Be(1);
        await engine.StopAsync(id);
        await engine.RestAsync();
        engine.StatusOf(id).Should().Be(EcsTaskStatus.Stopped);
        engine.Engine.Simulation.Count.Should().Be(0);
    }

    [Test]
    public async Task A_stop_that_was_accepted_is_carried_out([Range(0, 3_000, 300)] int stopAt, [Values(0, 100, 300)] int killedAfter)
    {
        var stop = TimeSpan.FromMilliseconds(stopAt);
        var (journal, id) = await KilledAfterAsync(stop + TimeSpan.FromMilliseconds(killedAfter), Ordered, stop);
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal, later: TimeSpan.FromMinutes(1));
        await engine.RestAsync();
        engine.StatusOf(id).Should().Be(EcsTaskStatus.Stopped);
        engine[id].StopCode.Should().Be(TaskStopCode.UserInitiated);
        engine.Engine.Simulation.Count.Should().Be(0);
    }

    [Test]
    public async Task After_any_write_whatever_the_engine_starts_again_and_finishes()
    {
        var journal = new MemoryJournal();
        await using (var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal))
        {
            var id = await engine.RunAsync(Ordered);
            await engine.RunAsync("workbook/crash");
            await engine.RestAsync();
            await engine.StopAsync(id);
            await engine.RestAsync();
        }
        journal.Count.Should().BeGreaterThan(15);
        for (var writes = 0; writes <= journal.Count; writes++)
        {
            await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal.After(writes), later: TimeSpan.FromMinutes(1));
            await engine.RestAsync();
            var tasks = engine.Engine.Store.Read(TestEngine.Scope).Tasks.Values.ToList();
            tasks.Where(task => task.LastStatus != (task.IsWanted ? EcsTaskStatus.Running : EcsTaskStatus.Stopped)).Should().BeEmpty("{0} writes were kept", writes);
            engine.Engine.Simulation.Count.Should().Be(tasks.Count(task => task.IsWanted));
        }
    }

    [Test]
    public async Task Nothing_is_decided_before_the_containers_are_taken_over([Range(1, 20)] int _)
    {
        var (journal, id) = await KilledAfterAsync(TimeSpan.FromMilliseconds(900), TestEngine.Definition(TestEngine.App("nginx")), TimeSpan.FromMilliseconds(800));
        var disk = new TaskCompletionSource();
        // The World says already that the container has to be stopped again, and the engine waits for the disk.
        journal.NextAnswer = disk.Task;
        var appends = journal.Count;
        var starting = TestEngine.StartAsync(ClockMode.Automatic, journal);
        await Patience.YieldUntilAsync(() => journal.Count > appends + 1, atMost: 500);
        disk.SetResult();

        await using var engine = await starting;
        await engine.RestAsync();
        engine.StatusOf(id).Should().Be(EcsTaskStatus.Stopped);
    }

    [Test]
    public async Task An_engine_that_cannot_start_lets_go_of_its_journal()
    {
        var journal = new MemoryJournal([(TestEngine.Scope, [new(new(Orchestration.Worlds.EntityKind.Cluster, "x"), "not an entity")])]);
        await FluentActions.Awaiting(() => EcsEngine.StartAsync(new(), journal)).Should().ThrowAsync<Exception>();
        journal.IsDisposed.Should().BeTrue();
    }
}
