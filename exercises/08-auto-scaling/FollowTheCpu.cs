using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// A service that follows its load. In the cluster <c>kiosk</c> the service <c>kiosk</c> runs two tasks on Fargate. From now
/// on their number shall look after itself.
/// <list type="number">
/// <item>Make the service a scalable target: at least 2 tasks, at most 6.</item>
/// <item>Give it one policy, named <c>cpu-at-50</c>, that keeps the service's average CPU utilization near 50 %, up
/// and down.</item>
/// </list>
/// Customers come when you are done: the checks give the tasks some work, and let hours go by. You need not wait for anything.
/// </summary>
public static class FollowTheCpu
{
    /// <param name="aws">AWS, with a client for each service; Application Auto Scaling is <c>aws.Scaling</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        // How Application Auto Scaling calls this service. Every request needs all three.
        var (ns, dimension, resource) = (ServiceNamespace.Ecs, ScalableDimension.EcsServiceDesiredCount, "service/kiosk/kiosk");

        throw new NotImplementedException("FollowTheCpu is still empty. Start with aws.Scaling.RegisterScalableTargetAsync, and remove this line.");
    }
}
