using Workbook.Engine.Control;
using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class RealClockTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private int _calls;
    private FakeMachine _machine = null!;
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _calls = 0;
        _machine = new();
        _clock = new(ClockMode.Real, _machine);
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    private IDisposable After(TimeSpan time) => _clock.Schedule(_clock.GetUtcNow() + time, isUpkeep: false, () => Interlocked.Increment(ref _calls));

    private async Task MoveAsync(TimeSpan by)
    {
        _machine.Move(by);
        await _clock.RestAsync().WaitAsync(Patience.Longest);
    }

    [Test]
    public async Task It_follows_the_machine_and_calls_in_time()
    {
        After(Minute);
        await MoveAsync(Minute - TimeSpan.FromSeconds(1));
        _calls.Should().Be(0);
        await MoveAsync(TimeSpan.FromSeconds(1));
        _calls.Should().Be(1);
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + Minute);
    }

    [Test]
    public async Task It_never_calls_early_by_the_fraction_of_a_millisecond_that_timers_do_not_know()
    {
        DateTimeOffset? at = null;
        var due = FakeMachine.Start + TimeSpan.FromTicks(1_234_567);
        _clock.Schedule(due, isUpkeep: false, () => at = _clock.GetUtcNow());
        await MoveAsync(TimeSpan.FromMilliseconds(124));
        at.Should().BeOnOrAfter(due);
    }

    [Test]
    public async Task Advancing_adds_to_it_and_it_goes_on_from_there()
    {
        After(10 * Minute);
        await _clock.AdvanceAsync(9 * Minute);
        _calls.Should().Be(0);
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + 9 * Minute);

        await MoveAsync(Minute);
        _calls.Should().Be(1, "one minute was left, not ten");
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + 10 * Minute);
    }

    [Test]
    public async Task Advancing_calls_on_the_way()
    {
        After(5 * Minute);
        After(15 * Minute);
        await _clock.AdvanceAsync(10 * Minute);
        _calls.Should().Be(1);
    }

    [Test]
    public async Task Advancing_waits_for_what_each_call_set_in_motion()
    {
        _clock.Schedule(FakeMachine.Start + Minute, isUpkeep: false, () =>
        {
            _clock.Hold();
            ThreadPool.QueueUserWorkItem(_ =>
            {
                After(Minute);
                _clock.Release();
            });
        });
        await _clock.AdvanceAsync(10 * Minute);
        _calls.Should().Be(1);
    }

    [Test]
    public async Task Advancing_goes_on_without_what_takes_long()
    {
        _clock.Hold();
        After(Minute);
        var advance = _clock.AdvanceAsync(10 * Minute);
        _machine.Move(EngineClock.Patience);
        await advance.WaitAsync(Patience.Longest);
        _calls.Should().Be(1);
        _clock.GetUtcNow().Should().Be(FakeMachine.Start + EngineClock.Patience + 10 * Minute);
    }

    [Test]
    public async Task It_does_not_wait_for_what_is_held()
    {
        _clock.Hold();
        After(Minute);
        _machine.Move(Minute);
        _clock.Release();
        await _clock.RestAsync();
        _calls.Should().Be(1);
    }

    [Test]
    public async Task What_is_weeks_away_comes_too()
    {
        After(TimeSpan.FromDays(20));
        for (var day = 0; day < 19; day++) await MoveAsync(TimeSpan.FromDays(1));
        _calls.Should().Be(0);
        await MoveAsync(TimeSpan.FromDays(1));
        _calls.Should().Be(1);
    }

    [Test]
    public async Task A_call_that_is_taken_back_is_not_made()
    {
        After(Minute).Dispose();
        await MoveAsync(2 * Minute);
        _calls.Should().Be(0);
    }

    [Test]
    public async Task An_alarm_that_rang_before_the_machine_was_set_back_rings_again()
    {
        var alarm = new Alarm(_clock, () => Interlocked.Increment(ref _calls));
        var at = FakeMachine.Start + Minute;
        alarm.Set(at, null);
        await MoveAsync(Minute);
        _calls.Should().Be(1);

        _machine.Move(-Minute);
        // It woke up too early, found nothing due, and asks for the same time.
        alarm.Set(at, null);
        await MoveAsync(Minute);
        _calls.Should().Be(2);
    }

    [Test]
    public async Task An_alarm_rings_once_for_each_time_and_not_for_those_it_was_changed_from()
    {
        var alarm = new Alarm(_clock, () => Interlocked.Increment(ref _calls));
        alarm.Set(FakeMachine.Start + Minute, FakeMachine.Start + 2 * Minute);
        alarm.Set(FakeMachine.Start + Minute, FakeMachine.Start + 2 * Minute);
        alarm.Set(FakeMachine.Start + 3 * Minute, null);
        await MoveAsync(10 * Minute);
        _calls.Should().Be(1);
    }
}
