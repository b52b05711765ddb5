using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class PausedClockTests
{
    private readonly List<double> _fired = [];
    private EngineClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _fired.Clear();
        _clock = new(ClockMode.Automatic, new FakeMachine());
    }

    [TearDown]
    public async Task EndAsync() => await _clock.DisposeAsync();

    private double Now => (_clock.GetUtcNow() - FakeMachine.Start).TotalMinutes;

    private void After(double minutes, bool isUpkeep = false, Action? then = null) =>
        _clock.Schedule(FakeMachine.Start + TimeSpan.FromMinutes(minutes), isUpkeep, () =>
        {
            _fired.Add(Now);
            then?.Invoke();
        });

    [Test]
    public async Task It_stands_until_it_is_resumed()
    {
        _clock.Pause().Should().BeTrue();
        After(10);
        await _clock.RestAsync();
        _fired.Should().BeEmpty();
        _clock.IsPaused.Should().BeTrue();

        _clock.Resume();
        await _clock.RestAsync();
        _fired.Should().Equal(10);
    }

    [Test]
    public async Task What_is_due_now_happens_though_it_stands()
    {
        _clock.Pause();
        After(0);
        await _clock.RestAsync();
        _fired.Should().Equal(0);
    }

    [Test]
    public async Task A_step_goes_to_what_comes_next_and_passes_upkeep_on_the_way()
    {
        _clock.Pause();
        After(5, isUpkeep: true);
        After(10, then: () => After(12));

        (await _clock.StepAsync()).Should().BeTrue();
        _fired.Should().Equal(5, 10);
        (await _clock.StepAsync()).Should().BeTrue();
        Now.Should().Be(12);
        (await _clock.StepAsync()).Should().BeFalse("nothing lies ahead");
        _clock.IsPaused.Should().BeTrue();
    }

    [Test]
    public async Task It_can_be_advanced_while_it_stands()
    {
        _clock.Pause();
        After(10);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(7));
        Now.Should().Be(7);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(7));
        _fired.Should().Equal(10);
    }

    [TestCase(ClockMode.Real)]
    [TestCase(ClockMode.Manual)]
    public async Task Only_a_clock_that_moves_by_itself_is_paused(ClockMode mode)
    {
        await using var clock = new EngineClock(mode, new FakeMachine());
        clock.Pause().Should().BeFalse();
        clock.IsPaused.Should().BeFalse();
    }
}
