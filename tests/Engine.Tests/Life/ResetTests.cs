using Workbook.Engine.Tests.Store;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Tests.Life;

/// <summary>A reset leaves nothing behind, whatever was under way.</summary>
public class ResetTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Test]
    public async Task Nothing_is_left_in_state_on_disk_or_in_the_runtime()
    {
        var journal = new MemoryJournal();
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic, journal);
        await engine.RunAsync("nginx");
        await engine.RunAsync("hello-world");
        await engine.RestAsync();
        engine.Engine.Simulation.Count.Should().Be(1);

        await engine.Engine.ResetAsync();

        var world = engine.Engine.Store.Read(TestEngine.Scope);
        (world.Tasks.Count, world.Clusters.Count, world.TaskDefinitions.Count, world.Families.Count).Should().Be((0, 0, 0, 0));
        journal.Load().Should().BeEmpty();
        engine.Engine.Simulation.Count.Should().Be(0);
        await engine.RestAsync();
        await engine.AdvanceAsync(TimeSpan.FromDays(2));
        journal.Load().Should().BeEmpty("no late appointment brings anything back");
    }

    [TestCase(100)]
    [TestCase(500)]
    [TestCase(750)]
    [TestCase(5_000)]
    public async Task What_was_under_way_does_not_disturb_a_task_of_the_same_name_in_the_new_life(int resetAfter)
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Manual);
        await engine.RunAsync(TestEngine.Definition(TestEngine.App("busybox", "sleep", "6")), Id);
        await engine.AdvanceAsync(resetAfter);
        await engine.Engine.ResetAsync();

        var second = engine.Elapsed;
        await engine.RunAsync(TestEngine.Definition(TestEngine.App("workbook/slow-start")), Id);
        // 400 ms for the network, 300 for the image, 20 s for the start
        await engine.AdvanceAsync(20_699);
        engine[Id].Container("app").StartedAt.Should().BeNull();
        engine.StatusOf(Id).Should().Be(EcsTaskStatus.Pending);
        await engine.AdvanceAsync(1);
        engine.StatusOf(Id).Should().Be(EcsTaskStatus.Running);
        engine[Id].ConnectivityAt.Should().Be(Time.FakeMachine.Start + second + TimeSpan.FromMilliseconds(400));
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        engine.StatusOf(Id).Should().Be(EcsTaskStatus.Running);
        engine.Engine.Simulation.Count.Should().Be(1);
    }

    [Test]
    public async Task A_step_that_waits_for_the_disk_does_not_start_containers_after_the_reset()
    {
        var journal = new MemoryJournal();
        var disk = new TaskCompletionSource();
        await using var engine = await TestEngine.StartAsync(ClockMode.Manual, journal);
        await engine.RunAsync(TestEngine.Definition(TestEngine.App("nginx")), Id);
        await engine.AdvanceAsync(699);
        journal.NextAnswer = disk.Task;
        var appends = journal.Count;
        // The image is there; that the container is to be started is being written.
        var advance = engine.AdvanceAsync(1);
        await Patience.YieldUntilAsync(() => journal.Count > appends);

        var reset = engine.Engine.ResetAsync();
        disk.SetResult();
        await Task.WhenAll(reset, advance);
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));

        engine.Engine.Simulation.Count.Should().Be(0);
    }

    [Test]
    public async Task What_is_given_out_begins_anew()
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic);
        var first = await AddressAsync();
        (await AddressAsync()).Should().NotBe(first);
        await engine.Engine.ResetAsync();
        (await AddressAsync()).Should().Be(first);

        async Task<string> AddressAsync()
        {
            var id = await engine.RunAsync("nginx");
            await engine.RestAsync();
            return engine[id].Network!.PrivateIpv4Address!;
        }
    }

    [Test]
    public async Task An_engine_that_is_busy_can_be_reset_at_any_moment([Range(1, 60)] int seed)
    {
        await using var engine = await TestEngine.StartAsync(ClockMode.Automatic);
        var random = new Random(seed);
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await engine.RunAsync("nginx");
        })).ToList();
        for (var resets = random.Next(1, 4); resets > 0; resets--)
        {
            await engine.Engine.ResetAsync();
            // A few rounds of real work come between, as many as the seed says.
            for (var rounds = random.Next(4); rounds > 0; rounds--) await engine.RunAsync("workbook/crash");
        }
        await Task.WhenAll(callers);
        await engine.RestAsync();

        // Whatever came after the last reset runs; nothing else does.
        var tasks = engine.Engine.Store.Read(TestEngine.Scope).Tasks;
        tasks.Values.Where(task => task.LastStatus != (task.IsWanted ? EcsTaskStatus.Running : EcsTaskStatus.Stopped)).Should().BeEmpty();
        engine.Engine.Simulation.Count.Should().Be(tasks.Values.Count(task => task.IsWanted));

        await engine.Engine.ResetAsync();
        await engine.RestAsync();
        engine.Engine.Simulation.Count.Should().Be(0);
        engine.Engine.Store.Read(TestEngine.Scope).Tasks.Should().BeEmpty();
    }
}
