using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class ManualClockTests
{
    private readonly List<string> _fired = [];
    private FakeMachine _machine = null!;
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _fired.Clear();
        _machine = new();
        _clock = new(ClockMode.Manual, _machine);
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Notes its name and the time at which it was called.</summary>
    private IDisposable After(double seconds, string name, Action? then = null, bool isUpkeep = false) =>
        _clock.Schedule(FakeMachine.Start + Seconds(seconds), isUpkeep, () =>
        {
            lock (_fired) _fired.Add($"{name} at {(_clock.GetUtcNow() - FakeMachine.Start).TotalSeconds}");
            then?.Invoke();
        });

    [Test]
    public void It_starts_at_the_machine_s_time_and_does_not_follow_it()
    {
        _machine.Move(Seconds(100));
        _clock.GetUtcNow().Should().Be(FakeMachine.Start);
    }

    [Test]
    public async Task Calls_are_made_in_order_each_at_its_own_time()
    {
        After(3, "c");
        After(1, "a");
        After(2, "b", isUpkeep: true);
        await _clock.AdvanceAsync(Seconds(5));
        _fired.Should().Equal("a at 1", "b at 2", "c at 3");
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + Seconds(5));
    }

    [Test]
    public async Task Calls_at_the_same_time_are_made_in_the_order_they_were_asked_for()
    {
        for (var i = 0; i < 20; i++) After(1, $"{i}");
        await _clock.AdvanceAsync(Seconds(1));
        _fired.Should().Equal(Enumerable.Range(0, 20).Select(i => $"{i} at 1"));
    }

    [Test]
    public async Task Nothing_is_called_before_its_time()
    {
        After(2, "a");
        await _clock.AdvanceAsync(Seconds(2) - TimeSpan.FromTicks(1));
        _fired.Should().BeEmpty();
        await _clock.AdvanceAsync(TimeSpan.FromTicks(1));
        _fired.Should().Equal("a at 2");
    }

    [Test]
    public async Task What_a_call_asks_for_on_the_way_is_done_on_the_way()
    {
        After(1, "a", () => After(2, "b", () => After(9, "late")));
        After(3, "c");
        await _clock.AdvanceAsync(Seconds(5));
        _fired.Should().Equal("a at 1", "b at 2", "c at 3");
    }

    [Test]
    public async Task A_call_that_is_taken_back_is_not_made()
    {
        var before = After(1, "never");
        var during = After(3, "nor this");
        After(2, "a", during.Dispose);
        before.Dispose();
        await _clock.AdvanceAsync(Seconds(5));
        _fired.Should().Equal("a at 2");
        during.Dispose();
    }

    [Test]
    public async Task A_call_whose_time_has_come_is_made_without_an_advance()
    {
        After(0, "now");
        After(-5, "past");
        await _clock.RestAsync();
        // Asked for one after the other; whichever was there first may already have been made.
        _fired.Should().BeEquivalentTo("now at 0", "past at 0");
    }

    [Test]
    public async Task A_call_whose_time_has_come_waits_for_what_is_held_and_is_not_forgotten()
    {
        var released = false;
        _clock.Hold();
        After(0, "now", () => released.Should().BeTrue());
        released = true;
        _clock.Release();
        await _clock.RestAsync();
        _fired.Should().Equal("now at 0");
    }

    [Test]
    public async Task The_next_call_waits_until_what_the_one_before_set_in_motion_is_at_rest()
    {
        After(1, "a", _clock.Hold);
        After(2, "b");

        var advance = _clock.AdvanceAsync(Seconds(5));

        _fired.Should().Equal("a at 1");
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + Seconds(1));
        _clock.RestAsync().IsCompleted.Should().BeFalse();
        _clock.Release();
        await advance;
        _fired.Should().Equal("a at 1", "b at 2");
        _clock.RestAsync().IsCompleted.Should().BeTrue();
    }

    [Test]
    public async Task An_advance_that_is_given_up_does_not_block_the_next()
    {
        using var cancel = new CancellationTokenSource();
        _clock.Hold();
        var advance = _clock.AdvanceAsync(Seconds(5), cancel.Token);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => advance).Should().ThrowAsync<OperationCanceledException>();
        _clock.Release();
        await _clock.AdvanceAsync(Seconds(1));
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + Seconds(1));
    }

    [Test]
    public async Task Advances_from_many_sides_add_up()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _clock.AdvanceAsync(Seconds(1)))));
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + Seconds(50));
    }

    [Test]
    public async Task Time_does_not_go_back() =>
        await _clock.Awaiting(clock => clock.AdvanceAsync(Seconds(-1))).Should().ThrowAsync<ArgumentOutOfRangeException>();

    [Test]
    public async Task After_its_end_nothing_is_called_and_nobody_waits()
    {
        After(1, "never");
        await _clock.DisposeAsync();
        await _clock.AdvanceAsync(Seconds(5));
        await _clock.RestAsync();
        _fired.Should().BeEmpty();
    }
}
