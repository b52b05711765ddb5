using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>
/// The two target groups between which BLUE_GREEN, LINEAR and CANARY deployments change: what serves is in one of them, what comes in the other
/// ("Application Load Balancer resources for blue/green, linear, and canary deployments").
/// </summary>
internal static class TargetGroupPairs
{
    /// <summary>For each load balancer of a new revision the target group that its tasks are to be registered with.</summary>
    public static ValueList<string?> Free(World world, EcsService service, LaunchSpec spec)
    {
        var source = service.Deployments.FirstOrDefault(each => each.RevisionId == service.StableRevisionId && !each.HasFailed) ?? service.Deployments.FirstOrDefault(each => !each.HasFailed);
        var serving = source is null ? [] : world.ServiceRevisions[source.RevisionId].TargetGroupArns;
        var changes = service.DeploymentConfiguration.Strategy is not (null or DeploymentStrategy.Rolling);
        return spec.LoadBalancers.Select(balancer => Free(balancer, serving, changes)).ToValueList();
    }

    private static string? Free(LoadBalancer balancer, ValueList<string?> serving, bool changes)
    {
        if (balancer.AdvancedConfiguration?.AlternateTargetGroupArn is not { } alternate) return balancer.TargetGroupArn;
        var current = serving.FirstOrDefault(arn => arn == alternate || arn == balancer.TargetGroupArn);
        return (current, changes) switch
        {
            (null, _) => balancer.TargetGroupArn,
            (_, false) => current,
            _ => Other(balancer, current),
        };
    }

    /// <summary>The group that is not <paramref name="arn"/>.</summary>
    public static string? Other(LoadBalancer balancer, string? arn) =>
        arn == balancer.TargetGroupArn ? balancer.AdvancedConfiguration!.AlternateTargetGroupArn : balancer.TargetGroupArn;
}
