// fails: LimitsAreSet: Expected the service kiosk to be a scalable target, but found that it is none.
// fails: PolicyTracksTheCpu: Expected a scaling policy cpu-at-50 of the service kiosk, but found none.
// fails: GrowsWithTheLoad: Expected tasks to be added because of the policy cpu-at-50, but found no scaling activity.
// fails: StopsAtTheMaximum: Expected 6 tasks 45 minutes after 3000 CPU units of load began, but found 5.
// fails: ShrinksAgain: Expected 2 tasks 45 minutes after the load was gone, but found 5.
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

        await aws.Ecs.UpdateServiceAsync(new Amazon.ECS.Model.UpdateServiceRequest { Cluster = "kiosk", Service = "kiosk", DesiredCount = 5 });
    }
}
