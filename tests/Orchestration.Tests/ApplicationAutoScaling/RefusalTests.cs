using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.ApplicationAutoScaling;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>What Application Auto Scaling does not take, in its words; nothing is changed by it.</summary>
internal sealed class RefusalTests
{
    private const string Resource = ScalingStory.Resource, Dimension = "ecs:service:DesiredCount";

    private static readonly TargetTrackingScalingPolicyConfiguration s_cpu = new() { TargetValue = 50, PredefinedMetricSpecification = new() { PredefinedMetricType = "ECSServiceAverageCPUUtilization" } };

    private ScalingStory _story = null!;

    [SetUp]
    public void Begin() => _story = new(desired: 2, least: 1, most: 10);

    [Test]
    public void Targets()
    {
        var request = new RegisterScalableTargetRequest { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension, MinCapacity = 1, MaxCapacity = 2 };
        Target("ECS service doesn't exist: service/default/none", request with { ResourceId = "service/default/none" });
        Target("Unsupported service namespace, resource type or scalable dimension", request with { ResourceId = "service/web" });
        Target("Unsupported service namespace, resource type or scalable dimension", request with { ResourceId = "table/default/web" });
        Target("Unsupported service namespace, resource type or scalable dimension", request with { ScalableDimension = "dynamodb:table:ReadCapacityUnits" });
        Target("ECS Workbook scales the desired count of ECS services; it does not implement scaling of dynamodb yet.", request with { ServiceNamespace = "dynamodb", ResourceId = "table/t", ScalableDimension = "dynamodb:table:ReadCapacityUnits" });
        Target("Maximum capacity cannot be less than minimum capacity", request with { MinCapacity = 3 });
        Target("Maximum capacity cannot be less than minimum capacity", request with { MinCapacity = 11, MaxCapacity = null });
        Target("Minimum capacity cannot be less than 0", request with { MinCapacity = -1 });
        Refused("ObjectNotFoundException", $"No scalable target found for service namespace: ecs, resource ID: service/default/other, scalable dimension: {Dimension}",
            world => ScalableTargets.Deregister(world, new() { ServiceNamespace = "ecs", ResourceId = "service/default/other", ScalableDimension = Dimension }, _story.Service.Now));

        void Target(string message, RegisterScalableTargetRequest asked) => Refused("ValidationException", message, world => ScalableTargets.Register(world, asked, "x", _story.Service.Now).World);
    }

    [Test]
    public void Policies()
    {
        Policy("StepScalingPolicyConfiguration is required for policies of type StepScaling.", new());
        Policy("ECS Workbook does not implement predictive scaling yet.", new() { PolicyType = "PredictiveScaling" });
        Policy("StepScalingPolicyConfiguration cannot be specified for policies of type TargetTrackingScaling.", Tracking(s_cpu) with { StepScalingPolicyConfiguration = new() });
        Policy("Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified.", Tracking(new() { TargetValue = 1 }));
        Policy("TargetValue must be a number greater than 0.", Tracking(s_cpu with { TargetValue = 0 }));
        Policy("TargetValue must be a number greater than 0.", Tracking(s_cpu with { TargetValue = double.NaN }));
        Policy("Cooldown cannot be less than 0.", Tracking(s_cpu with { ScaleInCooldown = -1 }));
        Policy("ResourceLabel must be specified for the metric type ALBRequestCountPerTarget.", Predefined("ALBRequestCountPerTarget"));
        Policy("Invalid resource label: web. It has to be app/load-balancer-name/load-balancer-id/targetgroup/target-group-name/target-group-id.", Predefined("ALBRequestCountPerTarget", "web"));
        Policy("The load balancer does not route traffic to the target group.", Predefined("ALBRequestCountPerTarget", "app/a/1/targetgroup/b/2"));
        Policy("ResourceLabel can only be specified for the metric type ALBRequestCountPerTarget.", Predefined("ECSServiceAverageCPUUtilization", "app/a/1/targetgroup/b/2"));
        Policy("Predefined metric type RDSReaderAverageCPUUtilization is not supported for the service namespace ecs.", Predefined("RDSReaderAverageCPUUtilization"));
        Policy("ECS Workbook does not implement the metric type ECSServiceAverageCPUUtilizationHighResolution yet.", Predefined("ECSServiceAverageCPUUtilizationHighResolution"));
        Policy("MetricName, Namespace and Statistic must be specified in a customized metric specification.", Tracking(new() { TargetValue = 1, CustomizedMetricSpecification = new() { MetricName = "x" } }));
        Policy("Error in expression 'e' [Undefined variable m]", Tracking(new() { TargetValue = 1, CustomizedMetricSpecification = new() { Metrics = [new() { Id = "e", Expression = "m * 2" }] } }));
        _story.Put("cpu", s_cpu);
        Policy("Only one TargetTrackingScaling policy for a given metric specification is allowed.", Tracking(s_cpu with { TargetValue = 70 }));
        _story.Put("cpu", s_cpu with { TargetValue = 70 });
        Refused("ObjectNotFoundException", $"No scalable target registered for service namespace: ecs, resource ID: service/default/other, scalable dimension: {Dimension}",
            world => ScalingPolicies.Put(world, Tracking(s_cpu) with { PolicyName = "p", ServiceNamespace = "ecs", ResourceId = "service/default/other", ScalableDimension = Dimension }, default, _story.Service.Now).World);
        Refused("ObjectNotFoundException", $"No scaling policy found for service namespace: ecs, resource ID: {Resource}, scalable dimension: {Dimension}, policy name: none",
            world => ScalingPolicies.Delete(world, new() { PolicyName = "none", ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension }, _story.Service.Now));
    }

    // Lower bound, upper bound; x for none.
    [TestCase("At least one of the bounds of a StepAdjustment must be specified.", "x x")]
    [TestCase("The lower bound of a StepAdjustment must be less than its upper bound.", "5 5")]
    [TestCase("At most one StepAdjustment may have an unspecified upper bound.", "0 x", "5 x")]
    [TestCase("At most one StepAdjustment may have an unspecified lower bound.", "x 0", "x 5")]
    [TestCase("There must be a StepAdjustment with an unspecified upper bound when one StepAdjustment has a positive upper bound.", "0 5")]
    [TestCase("There must be a StepAdjustment with an unspecified lower bound when one StepAdjustment has a negative lower bound.", "-5 0")]
    [TestCase("StepAdjustment intervals can not overlap.", "0 10", "5 x")]
    [TestCase("StepAdjustment intervals can not have gaps between them.", "0 10", "20 x")]
    public void Steps(string message, params string[] bounds) => Policy(message, Stepping(new()
    {
        AdjustmentType = "ChangeInCapacity",
        StepAdjustments = [.. bounds.Select(pair => new StepAdjustment { MetricIntervalLowerBound = Bound(pair.Split(' ')[0]), MetricIntervalUpperBound = Bound(pair.Split(' ')[1]), ScalingAdjustment = 1 })],
    }));

    [Test]
    public void Step_policies()
    {
        var good = new StepScalingPolicyConfiguration { AdjustmentType = "ChangeInCapacity", StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }] };
        Policy("AdjustmentType is required for step scaling policies.", Stepping(good with { AdjustmentType = null }));
        Policy("At least one StepAdjustment is required for step scaling policies.", Stepping(good with { StepAdjustments = [] }));
        Policy("There can be at most 20 step adjustments per scaling policy.", Stepping(good with { StepAdjustments = [.. Enumerable.Repeat(good.StepAdjustments[0], 21)] }));
        Policy("MinAdjustmentMagnitude is only supported for the adjustment type PercentChangeInCapacity.", Stepping(good with { MinAdjustmentMagnitude = 1 }));
        Policy("ScalingAdjustment cannot be negative for the adjustment type ExactCapacity.", Stepping(good with { AdjustmentType = "ExactCapacity", StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = -1 }] }));
        Policy("Cooldown cannot be less than 0.", Stepping(good with { Cooldown = -1 }));
    }

    [Test]
    public void Limits()
    {
        var steps = new StepScalingPolicyConfiguration { AdjustmentType = "ChangeInCapacity", StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = 1 }] };
        for (var i = 0; i < 50; i++) _story.Put($"p{i}", steps);
        _story.Put("p7", steps with { Cooldown = 1 });
        _story.Invoking(story => story.Put("one more", steps)).Should().Throw<ApiException>().Which.Code.Should().Be("LimitExceededException");
        var often = new PutScheduledActionRequest { Schedule = "rate(1 day)", ScalableTargetAction = new() { MinCapacity = 1 } };
        for (var i = 0; i < 200; i++) _story.Schedule(often with { ScheduledActionName = $"a{i}" });
        _story.Invoking(story => story.Schedule(often with { ScheduledActionName = "one more" })).Should().Throw<ApiException>().Which.Code.Should().Be("LimitExceededException");
    }

    [Test]
    public void Schedules()
    {
        var good = new PutScheduledActionRequest { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension, ScheduledActionName = "a", Schedule = "rate(1 day)", ScalableTargetAction = new() { MinCapacity = 1 } };
        Schedule("Schedule is required to create a scheduled action.", good with { Schedule = null });
        Schedule("At least one of minimum capacity and maximum capacity should be provided", good with { ScalableTargetAction = new() });
        Schedule("At least one of minimum capacity and maximum capacity should be provided", good with { ScalableTargetAction = null });
        Schedule("Maximum capacity cannot be less than minimum capacity", good with { ScalableTargetAction = new() { MinCapacity = 2, MaxCapacity = 1 } });
        Schedule("The end time must be later than the start time.", good with { StartTime = _story.Service.Now, EndTime = _story.Service.Now });
        Schedule("Invalid timezone 'Here'.", good with { Timezone = "Here" });
        Schedule("Invalid schedule expression 'cron(0 8 * * *)': a cron expression has six fields, not 5.", good with { Schedule = "cron(0 8 * * *)" });
        Refused("ObjectNotFoundException", $"No scheduled action found for service namespace: ecs, resource ID: {Resource}, scalable dimension: {Dimension}, scheduled action name: none",
            world => ScheduledActions.Delete(world, new() { ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension, ScheduledActionName = "none" }));

        void Schedule(string message, PutScheduledActionRequest asked) => Refused("ValidationException", message, world => ScheduledActions.Put(world, asked, "x", _story.Service.Now));
    }

    private void Policy(string message, PutScalingPolicyRequest asked) => Refused("ValidationException", message, world => ScalingPolicies.Put(
        world, asked with { PolicyName = asked.PolicyName ?? "p", ServiceNamespace = "ecs", ResourceId = Resource, ScalableDimension = Dimension }, new("1", "2", "3", "4"), _story.Service.Now).World);

    private void Refused(string code, string message, Func<World, World> change) =>
        FluentActions.Invoking(() => change(_story.World)).Should().Throw<ApiException>().Which.Should().BeEquivalentTo(new { Code = code, Message = message });

    private static PutScalingPolicyRequest Tracking(TargetTrackingScalingPolicyConfiguration policy) => new() { PolicyType = "TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration = policy };

    private static PutScalingPolicyRequest Predefined(string type, string? label = null) =>
        Tracking(new() { TargetValue = 50, PredefinedMetricSpecification = new() { PredefinedMetricType = type, ResourceLabel = label } });

    private static PutScalingPolicyRequest Stepping(StepScalingPolicyConfiguration policy) => new() { PolicyType = "StepScaling", StepScalingPolicyConfiguration = policy };

    private static double? Bound(string text) => text == "x" ? null : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
