using System.Text.Json;
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;

namespace Workbook.Exercises.Tests.Checks;

public sealed class WhyNoScalingChecks : ScalingChecks
{
    private const string Arcade = "arcade";
    private const string Tracking = "cpu-at-50";
    private const int Most = 8;
    private const double Threshold = 70;

    private static readonly Dictionary<string, string> Truth = new()
    {
        ["pinball"] = "suspended", ["racing"] = "at-maximum", ["quiz"] = "alarm-does-nothing", ["claw"] = "alarm-without-data",
    };

    /// <summary>Four services under load, each with another reason not to scale.</summary>
    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Arcade });
        foreach (var service in Truth.Keys)
        {
            await MakeServiceAsync(Arcade, service, await RegisterAppAsync(service), 1);
            await Aws.WaitForServiceAsync(Arcade, service);
        }
        await RegisterTargetAsync(Arcade, "pinball", 1, Most, new() { DynamicScalingInSuspended = false, DynamicScalingOutSuspended = true, ScheduledScalingSuspended = false });
        await RegisterTargetAsync(Arcade, "racing", 1, 1);
        await RegisterTargetAsync(Arcade, "quiz", 1, Most);
        await RegisterTargetAsync(Arcade, "claw", 1, Most);
        foreach (var service in new[] { "pinball", "racing" })
        {
            await PutPolicyAsync(service, Tracking, request =>
            {
                request.PolicyType = PolicyType.TargetTrackingScaling;
                request.TargetTrackingScalingPolicyConfiguration = new()
                {
                    TargetValue = 50,
                    PredefinedMetricSpecification = new() { PredefinedMetricType = MetricType.ECSServiceAverageCPUUtilization },
                };
            });
        }
        await WatchAsync("quiz", dimension: "quiz", actionsEnabled: false);
        await WatchAsync("claw", dimension: "claws", actionsEnabled: true);
        foreach (var service in Truth.Keys) await Aws.Workbook.LoadAsync(service, Arcade, cpu: 500);
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(20));
    }

    /// <summary>Half an hour, in which the customers stay.</summary>
    protected override Task AfterwardsAsync() => Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(30));

    [Test]
    [Requirement("You return the fault of each of the four services", "DescribeScalableTargets, DescribeScalingActivities with IncludeNotScaledActivities, and DescribeAlarms know all of it. What is different in the one that is faulty?")]
    public void FindingsAreRight()
    {
        var wrong = Truth.Where(each => FindingOf(each.Key) != each.Value).Select(each => $"{each.Key} ({FindingOf(each.Key) ?? "nothing"})").ToList();
        if (wrong.Count > 0) throw new AssertionException($"Expected the fault of each of the four services, but found another answer for {ListOf(wrong)}.");
    }

    // 500 CPU units are 3.9 tasks of 256 at 50 %; at 70 % they are 2.8.
    [Test]
    [Requirement("pinball is scaled out by its policy", "A scalable target has a SuspendedState.")]
    public async Task PinballGrows() => await RequireGrownAsync("pinball", 4, Tracking);

    [Test]
    [Requirement("racing is scaled out by its policy", "RegisterScalableTarget changes a target that is registered already.")]
    public async Task RacingGrows() => await RequireGrownAsync("racing", 4, Tracking);

    [Test]
    [Requirement("quiz is scaled out by its policy", "The alarm is in the state ALARM and knows the policy. May it call it?")]
    public async Task QuizGrows() => await RequireGrownAsync("quiz", 3, "more-quiz");

    [Test]
    [Requirement("claw is scaled out by its policy", "INSUFFICIENT_DATA: nobody reports the metric that this alarm watches. Compare its dimensions with those of the other alarm.")]
    public async Task ClawGrows() => await RequireGrownAsync("claw", 3, "more-claw");

    [Test]
    [Requirement("All limits are 1 to 8, and targets and thresholds are what they were", "Repair what is wrong, and nothing else: whoever lowers a threshold hides a fault.")]
    public async Task RestIsAsItWas()
    {
        foreach (var service in Truth.Keys) Require($"for the service {service}", await LimitsOfAsync(Arcade, service), new(1, Most));
        foreach (var service in new[] { "pinball", "racing" })
        {
            var policy = await PolicyAsync(Arcade, service, Tracking);
            using (About($"the target value of {Tracking} of {service}")) (policy.TargetTrackingScalingPolicyConfiguration?.TargetValue).Should().Be(50);
        }
        foreach (var name in new[] { "quiz-busy", "claw-busy" })
        {
            var alarm = ((await Aws.CloudWatch.DescribeAlarmsAsync(new() { AlarmNames = [name] })).MetricAlarms ?? []).FirstOrDefault() ?? throw new AssertionException($"Expected an alarm {name}, but found none.");
            using (About($"the threshold of {name}")) alarm.Threshold.Should().Be(Threshold);
            Require($"the metric of {name}", alarm.MetricName, "CPUUtilization");
        }
    }

    private async Task RequireGrownAsync(string service, int expected, string policy)
    {
        Require($"of {service} half an hour after your repair", await CountOfAsync(Arcade, service), expected);
        var causes = (await ActivitiesAsync(Arcade, service)).Select(activity => activity.Cause).ToList();
        if (!causes.Exists(cause => cause.Contains($"policy {policy}", StringComparison.Ordinal)))
            throw new AssertionException($"Expected {service} to be scaled out by its policy {policy}, but found {(causes.Count == 0 ? "no scaling activity" : $"only other causes, such as: {causes[^1]}")}.");
    }

    private string? FindingOf(string service) =>
        Outcome.Answer is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(service, out var finding) && finding.ValueKind == JsonValueKind.String ? finding.GetString() : null;

    private async Task<string> PutPolicyAsync(string service, string name, Action<PutScalingPolicyRequest> configure)
    {
        var request = new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = ResourceOf(Arcade, service),
            PolicyName = name,
        };
        configure(request);
        return (await Scaling.PutScalingPolicyAsync(request)).PolicyARN;
    }

    /// <summary>A step scaling policy, and an alarm that is meant to call it.</summary>
    private async Task WatchAsync(string service, string dimension, bool actionsEnabled)
    {
        var policy = await PutPolicyAsync(service, $"more-{service}", request =>
        {
            request.PolicyType = PolicyType.StepScaling;
            request.StepScalingPolicyConfiguration = new()
            {
                AdjustmentType = AdjustmentType.ChangeInCapacity,
                Cooldown = 120,
                StepAdjustments = [new() { MetricIntervalLowerBound = 0, ScalingAdjustment = 2 }],
            };
        });
        await Aws.CloudWatch.PutMetricAlarmAsync(new()
        {
            AlarmName = $"{service}-busy",
            Namespace = "AWS/ECS",
            MetricName = "CPUUtilization",
            Dimensions = [new() { Name = "ClusterName", Value = Arcade }, new() { Name = "ServiceName", Value = dimension }],
            Statistic = Statistic.Average,
            Period = 60,
            EvaluationPeriods = 2,
            Threshold = Threshold,
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold,
            ActionsEnabled = actionsEnabled,
            AlarmActions = [policy],
        });
    }
}
