using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// Step scaling takes an alarm and a policy for each direction, and the bounds of the steps count from the alarm's
/// threshold. Target tracking makes its alarms itself.
/// </summary>
public static class Steps
{
    private const string Sorter = "service/post/sorter";
    private const string Counter = "service/post/counter";

    /// <param name="aws">AWS, with a client for each service: <c>aws.Scaling</c>, <c>aws.CloudWatch</c>, <c>aws.LoadBalancing</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        await RegisterAsync(aws, Sorter, 2, 12);
        await RegisterAsync(aws, Counter, 2, 8);

        var more = await PutStepsAsync(aws, "more-sorters", cooldown: 60,
            new StepAdjustment { MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 100, ScalingAdjustment = 1 },
            new StepAdjustment { MetricIntervalLowerBound = 100, MetricIntervalUpperBound = 300, ScalingAdjustment = 3 },
            new StepAdjustment { MetricIntervalLowerBound = 300, ScalingAdjustment = 5 });
        await WatchLettersAsync(aws, "letters-waiting", ComparisonOperator.GreaterThanThreshold, threshold: 100, minutes: 1, more);

        var fewer = await PutStepsAsync(aws, "fewer-sorters", cooldown: 300, new StepAdjustment { MetricIntervalUpperBound = 0, ScalingAdjustment = -1 });
        await WatchLettersAsync(aws, "letters-gone", ComparisonOperator.LessThanThreshold, threshold: 10, minutes: 5, fewer);

        await aws.Scaling.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = Counter,
            PolicyName = "requests-at-500",
            PolicyType = PolicyType.TargetTrackingScaling,
            TargetTrackingScalingPolicyConfiguration = new TargetTrackingScalingPolicyConfiguration
            {
                TargetValue = 500,
                PredefinedMetricSpecification = new PredefinedMetricSpecification
                {
                    PredefinedMetricType = MetricType.ALBRequestCountPerTarget,
                    ResourceLabel = await LabelAsync(aws),
                },
            },
        });
    }

    private static async Task RegisterAsync(Aws aws, string resource, int least, int most) =>
        await aws.Scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = resource,
            MinCapacity = least,
            MaxCapacity = most,
        });

    private static async Task<string> PutStepsAsync(Aws aws, string name, int cooldown, params List<StepAdjustment> steps) =>
        (await aws.Scaling.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = Sorter,
            PolicyName = name,
            PolicyType = PolicyType.StepScaling,
            StepScalingPolicyConfiguration = new StepScalingPolicyConfiguration
            {
                AdjustmentType = AdjustmentType.ChangeInCapacity,
                MetricAggregationType = MetricAggregationType.Maximum,
                Cooldown = cooldown,
                StepAdjustments = steps,
            },
        })).PolicyARN;

    private static async Task WatchLettersAsync(Aws aws, string name, ComparisonOperator comparison, double threshold, int minutes, string policy) =>
        await aws.CloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest
        {
            AlarmName = name,
            Namespace = "Post",
            MetricName = "LettersWaiting",
            Dimensions = [new Dimension { Name = "Office", Value = "main" }],
            Statistic = Statistic.Maximum,
            Period = 60,
            EvaluationPeriods = minutes,
            Threshold = threshold,
            ComparisonOperator = comparison,
            AlarmActions = [policy],
        });

    /// <summary>Load balancer and target group as ALBRequestCountPerTarget wants them: <c>app/post/…/targetgroup/counter/…</c>.</summary>
    private static async Task<string> LabelAsync(Aws aws)
    {
        var balancer = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["post"] })).LoadBalancers[0];
        var group = (await aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = ["counter"] })).TargetGroups[0];
        return $"{balancer.LoadBalancerArn.Split(":loadbalancer/")[1]}/{group.TargetGroupArn.Split(':')[^1]}";
    }
}
