using Workbook.Engine.Time;

namespace Workbook.Engine.Tests.Time;

public class PausedClockTests : AutomaticClockFixture
{
    [Test]
    public async Task It_stands_until_it_is_resumed()
    {
        Clock.Pause().Should().BeTrue();
        After(10);
        await Clock.RestAsync();
        Fired.Should().BeEmpty();
        Clock.IsPaused.Should().BeTrue();

        Clock.Resume();
        await Clock.RestAsync();
        Fired.Should().Equal(10);
    }

    [Test]
    public async Task What_is_due_now_happens_though_it_stands()
    {
        Clock.Pause();
        After(0);
        await Clock.RestAsync();
        Fired.Should().Equal(0);
    }

    [Test]
    public async Task A_step_goes_to_what_comes_next_and_passes_upkeep_on_the_way()
    {
        Clock.Pause();
        After(5, isUpkeep: true);
        After(10, then: () => After(12));

        (await Clock.StepAsync()).Should().BeTrue();
        Fired.Should().Equal(5, 10);
        (await Clock.StepAsync()).Should().BeTrue();
        Now.Should().Be(12);
        (await Clock.StepAsync()).Should().BeFalse("nothing lies ahead");
        Clock.IsPaused.Should().BeTrue();
    }

    [Test]
    public async Task It_can_be_advanced_while_it_stands()
    {
        Clock.Pause();
        After(10);
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(7));
        Now.Should().Be(7);
        await Clock.AdvanceAsync(TimeSpan.FromMinutes(7));
        Fired.Should().Equal(10);
    }

    [TestCase(ClockMode.Real)]
    [TestCase(ClockMode.Manual)]
    public async Task Only_aClock_that_moves_by_itself_is_paused(ClockMode mode)
    {
        await using var clock = new EngineClock(mode, new FakeMachine());
        clock.Pause().Should().BeFalse();
        clock.IsPaused.Should().BeFalse();
    }
}
