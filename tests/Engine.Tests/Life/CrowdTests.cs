using System.Collections.Concurrent;
using Workbook.Engine.Tests.Store;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Life;

/// <summary>Many engines, and many callers of one, at the same time: what is not deterministic or gets lost shows here.</summary>
public class CrowdTests
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "check"], Interval = 5 };

    [Test]
    public async Task Five_hundred_engines_that_live_the_same_life_live_it_to_the_same_tick()
    {
        var lives = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, new MemoryJournal());
            var id = await engine.RunAsync(TestEngine.Definition(
                TestEngine.App("nginx") with { DependsOn = [new() { ContainerName = "db", Condition = "HEALTHY" }, new() { ContainerName = "init", Condition = "COMPLETE" }] },
                new() { Name = "db", Image = "workbook/slow-start", HealthCheck = Check, StopTimeout = 3 },
                new() { Name = "init", Image = "workbook/batch", Essential = false }), new string('a', 32));
            await engine.RestAsync();
            engine.Engine.Simulation.Kill(TestEngine.Scope, id, "app", 5, null);
            await engine.RestAsync();
            var task = engine[id];
            lives.Add(string.Join(' ',
                task.LastStatus, task.StopCode, task.Version, Ticks(task.ConnectivityAt), Ticks(task.PullStoppedAt), Ticks(task.StartedAt), Ticks(task.StoppingAt), Ticks(task.StoppedAt),
                string.Join(' ', task.Containers.Select(each => $"{each.Name} {each.ExitCode} {each.Health} {Ticks(each.StartedAt)} {Ticks(each.StoppedAt)}"))));
        });
        lives.Should().HaveCount(500);
        lives.Distinct().Should().ContainSingle().Which.Should().StartWith("Stopped EssentialContainerExited");

        static long? Ticks(DateTimeOffset? time) => time?.Ticks - Time.FakeMachine.Start.Ticks;
    }

    [Test]
    public async Task Many_callers_of_one_engine_all_get_what_they_asked_for()
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, new MemoryJournal());
        var ids = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var id = await engine.RunAsync(((caller + i) % 3) switch { 0 => "nginx", 1 => "workbook/crash", _ => "workbook/missing" });
                ids.Add(id);
                if (i % 4 == 0) await engine.StopAsync(id);
                if (i % 5 == 0) engine.Engine.Simulation.Kill(TestEngine.Scope, id, "app", 1, null);
            }
        })));
        await engine.RestAsync();
        foreach (var task in ids.Select(id => engine[id]))
            task.LastStatus.Should().Be(task.IsWanted ? EcsTaskStatus.Running : EcsTaskStatus.Stopped);

        foreach (var id in ids) await engine.StopAsync(id);
        await engine.RestAsync();
        ids.Select(id => engine[id]).Should().HaveCount(200).And.OnlyContain(task => task.LastStatus == EcsTaskStatus.Stopped);
        engine.Engine.Simulation.Count.Should().Be(0);
        engine.Engine.Store.Read(TestEngine.Scope).Tallies["default"].Active.Should().Be(0);
    }

    [Test]
    public async Task Scopes_are_worlds_of_their_own_on_one_clock()
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic);
        await engine.RunAsync("nginx");
        await engine.RestAsync();
        var other = TestEngine.Scope with { Account = "999999999999" };
        engine.Engine.Store.Read(other).Tasks.Should().BeEmpty();
        engine.Engine.Store.Scopes.Should().Equal(TestEngine.Scope);
    }

    [Test]
    public async Task A_disk_that_fails_is_told_and_holds_nobody_up()
    {
        var journal = new MemoryJournal();
        await using var engine = await EcsEngineOnAsync(journal);
        engine.Failure.Should().BeNull();
        journal.Answer = Task.FromException(new IOException("disk full"));

        await FluentActions.Awaiting(() => engine.Store.UpdateAsync(TestEngine.Scope, (world, now) => (world.Put(Running(now)), 0)).AsTask()).Should().ThrowAsync<IOException>();
        await engine.Clock.RestAsync();
        await engine.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));

        engine.Failure.Should().BeOfType<IOException>();
        await FluentActions.Awaiting(engine.ResetAsync).Should().ThrowAsync<IOException>();
    }

    /// <summary>An engine with a task definition, so that a task can be put into its World.</summary>
    private static async Task<EcsEngine> EcsEngineOnAsync(MemoryJournal journal)
    {
        var engine = await EcsEngine.StartAsync(new() { Clock = ClockMode.Manual, Machine = new Time.FakeMachine() }, journal);
        await engine.Store.UpdateAsync(TestEngine.Scope, (world, now) =>
            Orchestration.TaskDefinitions.TaskDefinitionRegistry.Register(world, TestEngine.Definition(TestEngine.App("nginx")), "me", now));
        return engine;
    }

    private static EcsTask Running(DateTimeOffset now) => new(new string('a', 32), "default", "demo:000000001")
    {
        Family = "demo",
        Group = "family:demo",
        LaunchType = LaunchType.Fargate,
        AvailabilityZone = "us-east-1a",
        Containers = [new("app", "1", "nginx")],
        LastStatus = EcsTaskStatus.Pending,
        CreatedAt = now,
    };
}
