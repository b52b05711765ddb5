using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Services;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>Bounds that are set, by hand or by schedule, and the activities that come of them.</summary>
internal sealed class BoundsAndScheduleTimelineTests
{
    [Test]
    public void Bounds_move_the_desired_count()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Register(new() { MinCapacity = 3 });
        story.Desired.Should().Be(3);
        story.Register(new() { MinCapacity = 1, MaxCapacity = 2 });
        story.Lines.Should().Equal("00 Setting desired count to 3. minimum capacity was set to 3", "00 Setting desired count to 2. maximum capacity was set to 2");
        story.Activities.First().Should().BeEquivalentTo(new { StatusCode = "Overridden", StatusMessage = "Successfully set desired count to 3. Found it was later changed to 2." });
        story.Service.Scale(7);
        story.Service.After(60);
        story.Desired.Should().Be(7, "who asks for more gets it, until a policy or new bounds act");
    }

    [Test]
    public void An_activity_ends_when_the_tasks_run()
    {
        var story = new ScalingStory(desired: 1, least: 1, most: 10);
        story.Register(new() { MinCapacity = 2 });
        var activity = story.Activities.Single();
        (activity.StatusCode, activity.StatusMessage, activity.EndedAt).Should().Be(("InProgress", "Successfully set desired count to 2. Waiting for change to be fulfilled by ecs.", null));
        story.Service.Settle();
        activity = story.Activities.Single();
        (activity.StatusCode, activity.StatusMessage).Should().Be(("Successful", "Successfully set desired count to 2. Change successfully fulfilled by ecs."));
        activity.EndedAt.Should().BeAfter(activity.StartedAt);
        story.Target.RunningActivity.Should().BeNull();
    }

    [Test]
    public void What_somebody_changes_meanwhile_is_told()
    {
        var story = new ScalingStory(desired: 1, least: 1, most: 10);
        story.Register(new() { MinCapacity = 2 });
        story.Service.Scale(5);
        story.Activities.Single().Should().BeEquivalentTo(new { StatusCode = "Overridden", StatusMessage = "Successfully set desired count to 2. Found it was later changed to 5." });
    }

    [Test]
    public void A_service_that_goes_is_no_longer_scaled()
    {
        var story = new ScalingStory(desired: 1, least: 1, most: 10);
        story.Register(new() { MinCapacity = 2 });
        story.Service.Delete(force: true);
        story.Activities.Single().StatusCode.Should().Be("Unfulfilled");
        story.Register(new() { MinCapacity = 3 });
        story.Activities.Should().ContainSingle();
        story.Target.MinCapacity.Should().Be(3);
    }

    [Test]
    public void Scheduled_actions_set_the_bounds()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        // Minute 0 is 00:01 UTC.
        story.Schedule(new() { ScheduledActionName = "morning", Schedule = "cron(5 * * * ? *)", ScalableTargetAction = new() { MinCapacity = 4 } });
        story.Schedule(new() { ScheduledActionName = "evening", Schedule = "at(2026-01-01T00:09:00)", ScalableTargetAction = new() { MinCapacity = 0, MaxCapacity = 1 } });
        for (var i = 0; i < 10; i++) story.Pass();
        story.Lines.Select(line => line.Replace("scheduled action name ", "", StringComparison.Ordinal)).Should().Equal(
            "04 Setting min capacity to 4 morning was triggered",
            "04 Setting desired count to 4. minimum capacity was set to 4",
            "08 Setting min capacity to 0 and max capacity to 1 evening was triggered",
            "08 Setting desired count to 1. maximum capacity was set to 1");
        story.Activities.First().Should().BeEquivalentTo(new { StatusCode = "Successful", StatusMessage = "Successfully set min capacity to 4", EndedAt = (DateTimeOffset?)null });
        story.World.ScheduledActions[AasScheduledAction.KeyOf(ScalingStory.Resource, "evening")].NextAt.Should().BeNull();
        // An hour after it ran, the minimum of the morning no longer fits under the maximum.
        for (var i = 0; i < 60; i++) story.Pass();
        story.Activities.Last().Should().BeEquivalentTo(new { StatusCode = "Failed", StatusMessage = "Failed to set min capacity to 4. Reason: Maximum capacity cannot be less than minimum capacity" });
        (story.Target.MinCapacity, story.Target.MaxCapacity).Should().Be((0, 1));
    }

    [Test]
    public void A_suspended_schedule_passes_over()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Register(new() { SuspendedState = new() { ScheduledScalingSuspended = true } });
        story.Schedule(new() { ScheduledActionName = "often", Schedule = "rate(2 minutes)", ScalableTargetAction = new() { MinCapacity = 4 } });
        for (var i = 0; i < 5; i++) story.Pass();
        story.Lines.Should().BeEmpty();
        story.Register(new() { SuspendedState = new() { ScheduledScalingSuspended = false } });
        for (var i = 0; i < 5; i++) story.Pass();
        story.Lines[0].Should().StartWith("06 Setting min capacity to 4 ");
    }

    [Test]
    public void A_recurring_action_begins_at_its_start_and_ends_at_its_end()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        var start = story.Start.AddMinutes(3);
        story.Schedule(new() { ScheduledActionName = "some", Schedule = "rate(5 minutes)", StartTime = start, EndTime = start.AddMinutes(10), ScalableTargetAction = new() { MaxCapacity = 9 } });
        for (var i = 0; i < 30; i++) story.Pass();
        story.Lines.Select(line => line[..30]).Should().Equal("03 Setting max capacity to 9 s", "08 Setting max capacity to 9 s", "13 Setting max capacity to 9 s");
        // Changing it forgets start and end but nothing else.
        story.Schedule(new() { ScheduledActionName = "some" });
        var action = story.World.ScheduledActions.Values.Single();
        (action.StartTime, action.EndTime, action.MaxCapacity, action.NextAt).Should().Be((null, null, 9, story.Service.Now.AddMinutes(5)));
    }

    [Test]
    public void Activities_are_remembered_for_six_weeks()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Register(new() { MinCapacity = 3 });
        story.Service.After(TimeSpan.FromDays(41));
        story.Activities.Should().ContainSingle();
        story.Service.After(TimeSpan.FromDays(1));
        story.Activities.Should().BeEmpty();
    }

    [Test]
    public void Deregistering_takes_policies_alarms_and_schedules_along()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Put("cpu", new TargetTrackingScalingPolicyConfiguration { TargetValue = 50, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } });
        story.Schedule(new() { ScheduledActionName = "some", Schedule = "rate(5 minutes)", ScalableTargetAction = new() { MaxCapacity = 9 } });
        story.Register(new() { MinCapacity = 3 });
        story.Service.Change(world => ScalableTargets.Deregister(world, new() { ServiceNamespace = "ecs", ResourceId = ScalingStory.Resource, ScalableDimension = "ecs:service:DesiredCount" }, story.Service.Now));
        var world = story.World;
        (world.ScalableTargets.Count, world.ScalingPolicies.Count, world.ScheduledActions.Count, world.Alarms.Count, world.TargetActivities.Count).Should().Be((0, 0, 0, 0, 1));
        story.Desired.Should().Be(3);
        story.Service.After(TimeSpan.FromHours(1));
        story.Activities.Single().StatusCode.Should().Be("Unfulfilled");
    }
}
