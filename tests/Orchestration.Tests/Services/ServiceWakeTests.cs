using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The appointments of a service: the earliest of what it waits for.</summary>
public class ServiceWakeTests
{
    private static readonly EcsService Idle = Steady() with { SteadySince = null, LookAgainAt = null, UpkeepAt = null };

    private static EcsService Steady()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1);
        story.Settle();
        return story.Web;
    }

    private static DateTimeOffset Minute(double minute) => Story.Start + TimeSpan.FromMinutes(minute);

    /// <summary>Launches may go on then: each failure at the start is a wait of 10 s.</summary>
    private static EcsService Throttled(EcsService service, DateTimeOffset failedAt) =>
        service.With(service.Primary! with { Throttle = service.Primary!.Throttle.Failed(failedAt) });

    [Test]
    public void A_service_that_waits_for_nothing_has_none() => ServiceWakes.Next(Idle).Should().BeNull();

    [Test]
    public void A_steady_service_says_so_again_after_six_hours() =>
        ServiceWakes.Next(Idle with { SteadySince = Story.Start }).Should().Be(new Wake(Story.Start + TimeSpan.FromHours(6), IsUpkeep: true));

    [Test]
    public void The_earlier_of_two_pieces_of_upkeep_comes_first()
    {
        ServiceWakes.Next(Idle with { UpkeepAt = Minute(5), SteadySince = Story.Start }).Should().Be(new Wake(Minute(5), IsUpkeep: true));
        ServiceWakes.Next(Idle with { UpkeepAt = Minute(500), SteadySince = Story.Start }).Should().Be(new Wake(Minute(360), IsUpkeep: true));
        ServiceWakes.Next(Idle with { UpkeepAt = Minute(5) }).Should().Be(new Wake(Minute(5), IsUpkeep: true));
    }

    [Test]
    public void A_launch_that_waits_is_no_upkeep_even_where_upkeep_comes_first()
    {
        ServiceWakes.Next(Idle with { LookAgainAt = Minute(5) }).Should().Be(new Wake(Minute(5), IsUpkeep: false));
        ServiceWakes.Next(Idle with { LookAgainAt = Minute(5), UpkeepAt = Minute(9) }).Should().Be(new Wake(Minute(5), IsUpkeep: false));
        ServiceWakes.Next(Idle with { LookAgainAt = Minute(9), UpkeepAt = Minute(5) }).Should().Be(new Wake(Minute(5), IsUpkeep: false));
    }

    [Test]
    public void The_throttle_of_a_deployment_is_an_appointment_too()
    {
        ServiceWakes.Next(Throttled(Idle, Story.Start)).Should().Be(new Wake(Story.Start + TimeSpan.FromSeconds(10), IsUpkeep: false));
        ServiceWakes.Next(Throttled(Idle, Story.Start) with { LookAgainAt = Minute(5) })!.Value.At.Should().Be(Story.Start + TimeSpan.FromSeconds(10));
        ServiceWakes.Next(Throttled(Idle, Minute(6)) with { LookAgainAt = Minute(5) })!.Value.At.Should().Be(Minute(5));
    }

    [Test]
    public void What_has_come_is_over_on_the_second_and_the_rest_stays()
    {
        var waiting = Throttled(Idle with { LookAgainAt = Minute(5), UpkeepAt = Minute(5) }, Minute(9));
        ServiceWakes.HavePassed(waiting, Minute(4.9)).Should().BeFalse();
        ServiceWakes.WithoutPassed(waiting, Minute(4.9)).Should().Be(waiting);

        ServiceWakes.HavePassed(Idle with { UpkeepAt = Minute(5) }, Minute(5)).Should().BeTrue();
        ServiceWakes.HavePassed(Idle with { LookAgainAt = Minute(5) }, Minute(5)).Should().BeTrue();
        ServiceWakes.WithoutPassed(waiting, Minute(5)).Should().Be(waiting with { LookAgainAt = null, UpkeepAt = null });
        ServiceWakes.WithoutPassed(waiting with { UpkeepAt = Minute(6) }, Minute(5)).UpkeepAt.Should().Be(Minute(6));
        ServiceWakes.WithoutPassed(waiting with { LookAgainAt = Minute(6) }, Minute(5)).LookAgainAt.Should().Be(Minute(6));
    }
}
