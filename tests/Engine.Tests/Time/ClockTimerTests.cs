using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

/// <summary>The engine's clock as a <see cref="TimeProvider"/> for others.</summary>
public class ClockTimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<double> _rang = [];
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _rang.Clear();
        _clock = new(ClockMode.Manual, new FakeMachine());
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    private ITimer Timer(TimeSpan due, TimeSpan period) =>
        _clock.CreateTimer(state => ((List<double>)state!).Add((_clock.GetUtcNow() - FakeMachine.Start).TotalSeconds), _rang, due, period);

    [Test]
    public async Task A_timer_rings_at_its_period()
    {
        using var timer = Timer(2 * Second, 3 * Second);
        await _clock.AdvanceAsync(10 * Second);
        _rang.Should().Equal(2, 5, 8);
    }

    [Test]
    public async Task Without_a_period_it_rings_once()
    {
        using var never = Timer(Timeout.InfiniteTimeSpan, Second);
        using var once = Timer(Second, Timeout.InfiniteTimeSpan);
        using var also = Timer(2 * Second, TimeSpan.Zero);
        await _clock.AdvanceAsync(10 * Second);
        _rang.Should().Equal(1, 2);
    }

    [Test]
    public async Task It_can_be_changed_and_then_rings_only_as_changed()
    {
        using var timer = Timer(Second, Second);
        await _clock.AdvanceAsync(2 * Second);
        timer.Change(5 * Second, Timeout.InfiniteTimeSpan).Should().BeTrue();
        await _clock.AdvanceAsync(20 * Second);
        _rang.Should().Equal(1, 2, 7);
    }

    [Test]
    public async Task It_can_change_itself_while_it_rings()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ =>
        {
            _rang.Add((_clock.GetUtcNow() - FakeMachine.Start).TotalSeconds);
            if (_rang.Count == 1) timer!.Change(3 * Second, Timeout.InfiniteTimeSpan);
        }, null, Second, Second);
        await _clock.AdvanceAsync(20 * Second);
        _rang.Should().Equal(1, 4);
        timer.Dispose();
    }

    [Test]
    public async Task Once_disposed_it_is_silent_and_cannot_be_changed()
    {
        var timer = Timer(Second, Second);
        await timer.DisposeAsync();
        timer.Change(Second, Second).Should().BeFalse();
        await _clock.AdvanceAsync(10 * Second);
        _rang.Should().BeEmpty();
    }

    [Test]
    public async Task Delays_and_timeouts_of_the_base_library_work_on_it()
    {
        var delay = Task.Delay(10 * Second, _clock);
        using var timeout = new CancellationTokenSource(5 * Second, _clock);
        await _clock.AdvanceAsync(5 * Second);
        timeout.IsCancellationRequested.Should().BeTrue();
        delay.IsCompleted.Should().BeFalse();
        await _clock.AdvanceAsync(5 * Second);
        await delay;
    }
}
