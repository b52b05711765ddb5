// fails: PolicyTracksTheCpu: Expected the metric of cpu-at-50 to be "ECSServiceAverageCPUUtilization", but found "ECSServiceAverageMemoryUtilization".
// fails: GrowsWithTheLoad: Expected 5 tasks 45 minutes after 600 CPU units of load began, but found 2.
// fails: StopsAtTheMaximum: Expected 6 tasks 45 minutes after 3000 CPU units of load began, but found 2.
// fails: ShrinksAgain: Expected tasks to be taken away because of the policy cpu-at-50, but found no scaling activity.
using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Workbook;

namespace AutoScaling;

/// <summary>Limits, and one reason to move between them.</summary>
public static class FollowTheCpu
{
    /// <param name="aws">AWS, with a client for each service; Application Auto Scaling is <c>aws.Scaling</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        var (ns, dimension, resource) = (ServiceNamespace.Ecs, ScalableDimension.EcsServiceDesiredCount, "service/kiosk/kiosk");

        await aws.Scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
        {
            ServiceNamespace = ns,
            ScalableDimension = dimension,
            ResourceId = resource,
            MinCapacity = 2,
            MaxCapacity = 6,
        });

        await aws.Scaling.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ns,
            ScalableDimension = dimension,
            ResourceId = resource,
            PolicyName = "cpu-at-50",
            PolicyType = PolicyType.TargetTrackingScaling,
            TargetTrackingScalingPolicyConfiguration = new TargetTrackingScalingPolicyConfiguration
            {
                TargetValue = 50,
                PredefinedMetricSpecification = new PredefinedMetricSpecification { PredefinedMetricType = MetricType.ECSServiceAverageMemoryUtilization },
            },
        });
    }
}
