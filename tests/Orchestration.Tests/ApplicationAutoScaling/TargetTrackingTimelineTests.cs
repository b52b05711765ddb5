using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>Target tracking minute by minute, worked out by hand from "Target tracking scaling policies" in the Application Auto Scaling user guide.</summary>
internal sealed class TargetTrackingTimelineTests
{
    [Test]
    public void Load_comes_and_goes()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Put("cpu", Cpu(50));
        // 160 among 2 tasks is 80: three minutes above 50, then 2 × 80 / 50 = 3.2 → 4. Among 4 it is 40, which is below 45 for fifteen minutes from minute 3 on; yet 3 tasks would be at 53.
        story.Share(160, 20);
        story.Lines.Should().Equal(
            "03 Setting desired count to 4. AlarmHigh → cpu",
            "18 AutoScalingAnticipatedFlapping AlarmLow → cpu");
        // 60 among 4 is 15. The highest of fifteen minutes is 40 until minute 35: 4 × 15 / 50 = 1.2 → 2. Then 30, and 1 task would be at 60.
        story.Share(60, 30);
        story.Lines.Skip(2).Should().Equal(
            "35 Setting desired count to 2. AlarmLow → cpu",
            "40 AutoScalingAnticipatedFlapping AlarmLow → cpu");
        story.Desired.Should().Be(2);
    }

    [Test]
    public void A_scale_out_within_the_cooldown_adds_the_difference()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Put("cpu", Cpu(50) with { DisableScaleIn = true });
        // The metric does not care how many tasks there are. Minute 3: 2 × 80 / 50 → 4. Minute 4: 2 × 120 / 50 = 4.8 → 5, counted from 2. Minute 9: the cooldown that minute 4 began is over, and 5 × 120 / 50 = 12 is above 10.
        story.Measure(ScalingStory.Cpu, 80, 80, 80, 120, 120, 120, 120, 120, 120, 120, 120);
        story.Lines.Should().Equal(
            "03 Setting desired count to 4. AlarmHigh → cpu",
            "04 Setting desired count to 5. AlarmHigh → cpu",
            "09 Setting desired count to 10. AlarmHigh → cpu",
            "10 AlreadyAtMaxCapacity AlarmHigh → cpu");
    }

    [Test]
    public void Of_several_policies_the_largest_capacity_wins()
    {
        var story = new ScalingStory(desired: 4, least: 1, most: 20);
        story.Put("cpu", Cpu(50));
        story.Put("memory", Memory(50));
        // cpu asks for 4 × 60 / 50 = 4.8 → 5, memory for 4 × 90 / 50 = 7.2 → 8.
        Pass(story, cpu: 60, memory: 90, minutes: 3);
        story.Lines.Should().Equal("03 Setting desired count to 8. AlarmHigh → memory");
        // For fifteen minutes from minute 3 on: cpu asks for 8 × 10 / 50 = 1.6 → 2, memory for 8 × 20 / 50 = 3.2 → 4.
        Pass(story, cpu: 10, memory: 20, minutes: 15);
        story.Lines.Skip(1).Should().Equal("18 Setting desired count to 4. AlarmLow → memory");
    }

    [Test]
    public void It_scales_in_only_when_all_policies_would()
    {
        var story = new ScalingStory(desired: 8, least: 1, most: 20);
        story.Put("cpu", Cpu(50));
        story.Put("memory", Memory(50));
        Pass(story, cpu: 10, memory: 48, minutes: 30);
        story.Lines.Should().BeEmpty("memory is not below 45");
        Pass(story, cpu: 10, memory: null, minutes: 30);
        story.Lines.Should().BeEmpty("a policy without data is not ready");
        story.Put("memory", Memory(50) with { DisableScaleIn = true });
        Pass(story, cpu: 10, memory: 48, minutes: 1);
        story.Lines.Should().Equal("61 Setting desired count to 2. AlarmLow → cpu");
    }

    [Test]
    public void A_deployment_holds_scale_in_back_but_not_scale_out()
    {
        var story = new ScalingStory(desired: 4, least: 1, most: 20);
        story.Put("cpu", Cpu(50));
        story.Measure(ScalingStory.Cpu, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10);
        // Its tasks never start, so that the deployment lasts.
        story.Service.Around["absent:1"] = new() { PullError = "CannotPullContainerError: there is none" };
        story.Service.Define("absent:1");
        story.Service.Update(new() { TaskDefinition = "demo" });
        story.Measure(ScalingStory.Cpu, 10, 10);
        story.Lines.Should().Equal("15 TargetServicePutResourceAsUnscalable AlarmLow → cpu");
        story.Measure(ScalingStory.Cpu, 100, 100, 100);
        story.Lines.Skip(1).Should().Equal("19 Setting desired count to 8. AlarmHigh → cpu");
    }

    [Test]
    public void Suspended_directions_rest()
    {
        var story = new ScalingStory(desired: 4, least: 1, most: 20);
        story.Put("cpu", Cpu(50));
        story.Register(new() { SuspendedState = new() { DynamicScalingOutSuspended = true } });
        story.Measure(ScalingStory.Cpu, 100, 100, 100, 100);
        story.Lines.Should().BeEmpty();
        story.Register(new() { SuspendedState = new() { DynamicScalingOutSuspended = false, DynamicScalingInSuspended = true } });
        story.Target.Suspended.Should().Be(new SuspendedState { DynamicScalingInSuspended = true, DynamicScalingOutSuspended = false, ScheduledScalingSuspended = false });
        story.Measure(ScalingStory.Cpu, 100);
        story.Lines.Should().Equal("05 Setting desired count to 8. AlarmHigh → cpu");
        for (var i = 0; i < 20; i++) story.Measure(ScalingStory.Cpu, 1);
        story.Lines.Should().HaveCount(1);
    }

    [Test]
    public void Without_traffic_it_may_scale_in_to_nothing_and_out_again()
    {
        var story = new ScalingStory(desired: 2, least: 0, most: 5);
        story.Put("load", Customized(100));
        for (var i = 0; i < 15; i++) story.Measure(ScalingStory.Load, 0);
        story.Measure(ScalingStory.Load, 0, 0, 150, 150, 150);
        story.Lines.Should().Equal(
            "15 Setting desired count to 0. AlarmLow → load",
            "20 Setting desired count to 1. AlarmHigh → load");
    }

    [Test]
    public void Requests_for_each_target()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        story.Service.Change(world => world.WithBalancer("blue", "green"));
        var policy = story.Put("requests", new TargetTrackingScalingPolicyConfiguration
        {
            TargetValue = 1000, ScaleOutCooldown = 60,
            PredefinedMetricSpecification = new() { PredefinedMetricType = "ALBRequestCountPerTarget", ResourceLabel = "app/lb/1/targetgroup/blue/1" },
        });
        var alarm = story.World.Alarms[policy.OwnAlarms[0]].Metric!;
        (alarm.Statistic, alarm.Unit).Should().Be(("Sum", null));
        var metric = MetricId.Of(alarm.Namespace, alarm.MetricName, alarm.Dimensions);
        metric.Should().Be(MetricId.Of("AWS/ApplicationELB", "RequestCountPerTarget", ("LoadBalancer", "app/lb/1"), ("TargetGroup", "targetgroup/blue/1")));
        // 2 × 1500 / 1000 = 3; 3 × 1500 / 1000 = 4.5 → 5 when the cooldown of a minute is over; then 900 for each.
        story.Measure(metric, 1500, 1500, 1500, 1500, 900, 900);
        story.Lines.Should().Equal(
            "03 Setting desired count to 3. AlarmHigh → requests",
            "04 Setting desired count to 5. AlarmHigh → requests");
    }

    [Test]
    public void Its_alarms_are_a_pair_that_it_owns()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        var policy = story.Put("cpu", Cpu(75));
        policy.OwnAlarms.Should().Equal("TargetTracking-service/default/web-AlarmHigh-00000000000000000000000000000004", "TargetTracking-service/default/web-AlarmLow-00000000000000000000000000000005");
        var action = $"{policy.Arn(story.World.Scope)}:createdBy/{policy.ActionId}";
        foreach (var (name, comparison, periods, threshold) in new[] { (policy.OwnAlarms[0], "GreaterThanThreshold", 3, 75.0), (policy.OwnAlarms[1], "LessThanThreshold", 15, 67.5) })
        {
            var alarm = story.World.Alarms[name].Metric!;
            (alarm.ComparisonOperator, alarm.EvaluationPeriods, alarm.Threshold, alarm.Period, alarm.Statistic, alarm.Unit).Should().Be((comparison, periods, threshold, 60, "Average", "Percent"));
            alarm.AlarmDescription.Should().Be($"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {action}.");
            alarm.AlarmActions.Should().Equal(action);
        }
        // Changing it makes them anew; disabling scale-in leaves one.
        var next = story.Put("cpu", Cpu(75) with { DisableScaleIn = true });
        next.Arn(story.World.Scope).Should().Be(policy.Arn(story.World.Scope));
        story.World.Alarms.Keys.Should().Equal(next.OwnAlarms).And.NotContain(policy.OwnAlarms);
        story.Service.Change(world => Orchestration.ApplicationAutoScaling.ScalingPolicies.Delete(
            world, new() { PolicyName = "cpu", ServiceNamespace = "ecs", ResourceId = ScalingStory.Resource, ScalableDimension = "ecs:service:DesiredCount" }, story.Service.Now));
        story.World.Alarms.Should().BeEmpty();
    }

    [Test]
    public void Its_alarms_say_what_they_did()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        var policy = story.Put("cpu", Cpu(50));
        story.Measure(ScalingStory.Cpu, 80, 80, 80);
        var history = story.World.AlarmHistories[policy.OwnAlarms[0]].Items;
        history.Select(item => $"{item.HistoryItemType}: {item.HistorySummary}").Take(2).Should().Equal(
            $"Action: Successfully executed action {policy.ActionArn(story.World.Scope)}",
            "StateUpdate: Alarm updated from INSUFFICIENT_DATA to ALARM");
        story.World.Histories["Service default/web"].Entries.Select(entry => entry.Reason).Should().Contain("The metric is 80 and its target 50: 2 × 80 / 50 makes 4 tasks.");
    }

    [Test]
    public void Alarm_actions_that_are_disabled_do_nothing()
    {
        var story = new ScalingStory(desired: 2, least: 1, most: 10);
        var policy = story.Put("cpu", Cpu(50));
        story.Service.Change(world => AlarmSetting.Enable(world, policy.OwnAlarms, enabled: false));
        story.Measure(ScalingStory.Cpu, 80, 80, 80, 80);
        story.World.Alarms[policy.OwnAlarms[0]].State.Should().Be("ALARM");
        story.Lines.Should().BeEmpty();
        story.Service.Change(world => AlarmSetting.Enable(world, policy.OwnAlarms, enabled: true));
        story.Measure(ScalingStory.Cpu, 80);
        story.Lines.Should().Equal("05 Setting desired count to 4. AlarmHigh → cpu");
    }

    private static TargetTrackingScalingPolicyConfiguration Cpu(double target) =>
        new() { TargetValue = target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } };

    private static TargetTrackingScalingPolicyConfiguration Memory(double target) =>
        new() { TargetValue = target, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageMemoryUtilization" } };

    // Metric math: half of twice the load.
    private static TargetTrackingScalingPolicyConfiguration Customized(double target) => new()
    {
        TargetValue = target,
        CustomizedMetricSpecification = new()
        {
            Metrics =
            [
                new() { Id = "m", MetricStat = new() { Metric = new() { Namespace = "Shop", MetricName = "Load" }, Stat = "Average" }, ReturnData = false },
                new() { Id = "e", Expression = "m * 2 / 2", ReturnData = true },
            ],
        },
    };

    private static void Pass(ScalingStory story, double? cpu, double? memory, int minutes)
    {
        for (var i = 0; i < minutes; i++) story.Pass(() => (ScalingStory.Cpu, cpu), () => (ScalingStory.Memory, memory));
    }
}
