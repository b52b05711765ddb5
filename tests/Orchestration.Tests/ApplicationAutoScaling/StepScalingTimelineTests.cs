using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>Step scaling minute by minute; the first is the example of "Step scaling policies" in the Application Auto Scaling user guide.</summary>
internal sealed class StepScalingTimelineTests
{
    [Test]
    public void The_example_of_the_user_guide()
    {
        var story = new ScalingStory(desired: 10, least: 1, most: 100);
        var scaleOut = story.Put("out", Steps("PercentChangeInCapacity", (0, 10, 0), (10, 20, 10), (20, null, 30)) with { Cooldown = 60 });
        var scaleIn = story.Put("in", Steps("PercentChangeInCapacity", (-10, 0, 0), (-20, -10, -10), (null, -20, -30)) with { Cooldown = 60 });
        story.PutAlarm("hot", scaleOut, "GreaterThanOrEqualToThreshold", 50);
        story.PutAlarm("cold", scaleIn, "LessThanThreshold", 50);
        // 10 % of 10; 30 % of 11 is 3.3; 10 % of 14 is 1.4; 30 % of 13 is 3.9.
        story.Measure(ScalingStory.Load, 55, 60, 70, 45, 40, 30);
        story.Lines.Should().Equal(
            "01 AlreadyAtDesiredCapacity hot → out",
            "02 Setting desired count to 11. hot → out",
            "03 Setting desired count to 14. hot → out",
            "04 AlreadyAtDesiredCapacity cold → in",
            "05 Setting desired count to 13. cold → in",
            "06 Setting desired count to 10. cold → in");
    }

    [Test]
    public void A_larger_step_within_the_cooldown_adds_the_difference()
    {
        var story = new ScalingStory(desired: 10, least: 1, most: 100);
        story.PutAlarm("hot", story.Put("out", Steps("ChangeInCapacity", (0, 20, 2), (20, null, 3))), "GreaterThanThreshold", 60);
        // 10 + 2; 10 + 3; then nothing until the 300 s are over that began in minute 2; 13 + 3.
        story.Measure(ScalingStory.Load, 70, 85, 85, 70, 85, 85, 85);
        story.Lines.Should().Equal(
            "01 Setting desired count to 12. hot → out",
            "02 Setting desired count to 13. hot → out",
            "07 Setting desired count to 16. hot → out");
    }

    [Test]
    public void Scale_out_ends_the_cooldown_of_scale_in_and_scale_in_waits_for_its_own()
    {
        var story = new ScalingStory(desired: 10, least: 1, most: 100);
        story.PutAlarm("hot", story.Put("out", Steps("ChangeInCapacity", (0, null, 5))), "GreaterThanThreshold", 60);
        story.PutAlarm("cold", story.Put("in", Steps("ChangeInCapacity", (null, 0, -1))), "LessThanThreshold", 40);
        story.Measure(ScalingStory.Load, 30, 30, 70, 30, 30, 30, 30, 30, 30);
        story.Lines.Should().Equal(
            "01 Setting desired count to 9. cold → in",
            "03 Setting desired count to 14. hot → out",
            "04 Setting desired count to 13. cold → in",
            "09 Setting desired count to 12. cold → in");
    }

    [Test]
    public void Of_two_policies_at_the_same_time_the_larger_wins_whatever_their_order()
    {
        foreach (var (first, second) in new[] { ("a", "b"), ("b", "a") })
        {
            var story = new ScalingStory(desired: 10, least: 1, most: 100);
            story.PutAlarm("one", story.Put(first, Steps("ChangeInCapacity", (0, null, 3)) with { Cooldown = 0 }), "GreaterThanThreshold", 60);
            story.PutAlarm("two", story.Put(second, Steps("PercentChangeInCapacity", (0, null, 200)) with { Cooldown = 0 }), "GreaterThanThreshold", 60);
            story.Measure(ScalingStory.Load, 70);
            story.Lines.Should().Equal($"01 Setting desired count to 30. two → {second}");
        }
    }

    [Test]
    public void Bounds_hold_and_a_count_beyond_them_comes_back_when_it_is_scaled()
    {
        var story = new ScalingStory(desired: 4, least: 3, most: 6);
        story.PutAlarm("hot", story.Put("out", Steps("ChangeInCapacity", (0, null, 5)) with { Cooldown = 0 }), "GreaterThanThreshold", 60);
        story.PutAlarm("cold", story.Put("in", Steps("ChangeInCapacity", (null, 0, -5)) with { Cooldown = 0 }), "LessThanThreshold", 40);
        story.Measure(ScalingStory.Load, 70, 70, 50, 30, 30);
        story.Lines.Should().Equal(
            "01 Setting desired count to 6. hot → out",
            "02 AlreadyAtMaxCapacity hot → out",
            "04 Setting desired count to 3. cold → in",
            "05 AlreadyAtMinCapacity cold → in");
        // Somebody else may set what they like; scale-in leaves what is below the minimum, and scale-out brings it back.
        story.Service.Scale(1);
        story.Measure(ScalingStory.Load, 50, 30, 70);
        story.Lines.Skip(4).Should().Equal("08 Setting desired count to 6. hot → out");
        story.Service.Scale(9);
        story.Measure(ScalingStory.Load, 50, 70, 30);
        story.Lines.Skip(5).Should().Equal("10 AlreadyAtMaxCapacity hot → out", "11 Setting desired count to 4. cold → in");
    }

    [Test]
    public void An_alarm_that_is_told_its_state_invokes_the_policy_with_what_its_reason_says()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.PutAlarm("hot", story.Put("out", Steps("ChangeInCapacity", (0, 10, 1), (10, null, 4)) with { Cooldown = 0 }), "GreaterThanThreshold", 60);
        Tell("ALARM", null);
        story.Desired.Should().Be(3, "nothing is known of the metric but that it is at the threshold");
        Tell("OK", null);
        Tell("ALARM", """{"recentDatapoints":[61,75]}""");
        story.Desired.Should().Be(4, "the average is 68");
        Tell("OK", null);
        Tell("ALARM", """{"recentDatapoints":[75,75]}""");
        story.Desired.Should().Be(8);
        Tell("ALARM", """{"recentDatapoints":[75,75]}""");
        story.Desired.Should().Be(8, "its state did not change");

        void Tell(string state, string? data)
        {
            story.Service.After(1);
            story.Service.Change(world => AlarmSetting.SetState(world, new() { AlarmName = "hot", StateValue = state, StateReason = "drill", StateReasonData = data }, story.Service.Now));
        }
    }

    [TestCase("ChangeInCapacity", 5, 0, 3, 8)]
    [TestCase("ExactCapacity", 5, 0, 3, 5)]
    [TestCase("ExactCapacity", 5, 0, 8, 5)]
    [TestCase("PercentChangeInCapacity", 10, 0, 10, 11)]
    [TestCase("PercentChangeInCapacity", 127, 0, 10, 22)] // 12.7 → 12
    [TestCase("PercentChangeInCapacity", 67, 0, 1, 2)] // 0.67 → 1
    [TestCase("PercentChangeInCapacity", -58, 0, 1, 0)] // -0.58 → -1
    [TestCase("PercentChangeInCapacity", -66, 0, 10, 4)] // -6.6 → -6
    [TestCase("PercentChangeInCapacity", 25, 2, 4, 6)] // 1, but at least 2
    [TestCase("ChangeInCapacity", -5, 0, 3, 0)]
    public void An_adjustment(string type, int adjustment, int least, int count, int expected)
    {
        var steps = Steps(type, (0, null, adjustment)) with { MinAdjustmentMagnitude = least == 0 ? null : least };
        StepScaling.Propose(steps, new("hot", "ALARM", 50, [60]), isAbove: true, count, count)!.Capacity.Should().Be(expected);
    }

    // Steps from -10 to 0, from 0 to 10 and from 10 on; the threshold is 50.
    [TestCase(50, true, 1)]
    [TestCase(59.9, true, 1)]
    [TestCase(60, true, 2)]
    [TestCase(50, false, -1)]
    [TestCase(40.1, false, -1)]
    [TestCase(40, false, null)]
    public void A_bound_belongs_to_the_step_towards_the_breach(double metric, bool isAbove, int? adjustment) =>
        (StepScaling.Propose(Steps("ChangeInCapacity", (-10, 0, -1), (0, 10, 1), (10, null, 2)), new("hot", "ALARM", 50, [metric]), isAbove, 5, 5)?.Capacity - 5).Should().Be(adjustment);

    [TestCase("Average", 7)]
    [TestCase("Minimum", 6)]
    [TestCase("Maximum", 8)]
    public void The_data_points_are_aggregated(string aggregation, int expected) => StepScaling.Propose(
        Steps("ChangeInCapacity", (0, 10, 1), (10, 20, 2), (20, null, 3)) with { MetricAggregationType = aggregation }, new("hot", "ALARM", 50, [80, 55, 51]), true, 5, 5)!.Capacity.Should().Be(expected);

    private static StepScalingPolicyConfiguration Steps(string type, params (double? Lower, double? Upper, int Adjustment)[] steps) => new()
    {
        AdjustmentType = type,
        MetricAggregationType = "Average",
        StepAdjustments = [.. steps.Select(step => new StepAdjustment { MetricIntervalLowerBound = step.Lower, MetricIntervalUpperBound = step.Upper, ScalingAdjustment = step.Adjustment })],
    };
}
