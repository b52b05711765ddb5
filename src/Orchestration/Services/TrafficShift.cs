using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.Services;

/// <summary>Moves traffic between two service revisions: it sets the weights of their target groups in the listener rules that the service names.</summary>
internal static class TrafficShift
{
    /// <summary>Sets the rules to what a service deployment says now; those whose share stays are left alone.</summary>
    /// <param name="before">The service deployment with the shares as they were.</param>
    /// <param name="after">The same with the shares as they shall be.</param>
    public static World Apply(World world, EcsServiceDeployment before, EcsServiceDeployment after)
    {
        if (!world.ServiceRevisions.TryGetValue(after.TargetRevisionId, out var target)) return world;
        foreach (var (number, balancer) in target.Spec.LoadBalancers.Index())
        {
            if (balancer.AdvancedConfiguration is not { AlternateTargetGroupArn: not null } advanced || target.TargetGroupOf(number) is not { } green) continue;
            var blue = TargetGroupPairs.Other(balancer, green)!;
            if (before.ProductionPercent != after.ProductionPercent) world = Set(world, advanced.ProductionListenerRule, green, blue, after.ProductionPercent);
            if (before.TestPercent != after.TestPercent) world = Set(world, advanced.TestListenerRule, green, blue, after.TestPercent);
        }
        return world;
    }

    /// <summary>A rule of an Application Load Balancer, or a listener of a Network Load Balancer; one that is gone stays so.</summary>
    private static World Set(World world, string? arn, string green, string blue, double percent)
    {
        if ((ElbArn.RuleKey(world.Scope, arn) ?? ElbArn.ListenerKey(world.Scope, arn)) is not { } key) return world;
        if (world.ListenerRules.TryGetValue(key, out var rule)) return world.Put(rule with { Actions = Weighted(rule.Actions, green, blue, percent) });
        // A default rule's key is its listener's with an id of its own: app/web/1/2/3 → app/web/1/2.
        var listener = world.Listeners.GetValueOrDefault(key) ?? (key.LastIndexOf('/') is var slash and > 0 ? world.Listeners.GetValueOrDefault(key[..slash]) : null);
        return listener is null ? world : world.Put(listener with { DefaultActions = Weighted(listener.DefaultActions, green, blue, percent) });
    }

    private static ValueList<Action> Weighted(ValueList<Action> actions, string green, string blue, double percent) =>
        actions.Select(action => action.Type != ActionTypeEnum.Forward ? action : action with
        {
            TargetGroupArn = null,
            ForwardConfig = new()
            {
                TargetGroups = Weights(green, blue, percent),
                TargetGroupStickinessConfig = action.ForwardConfig?.TargetGroupStickinessConfig ?? new() { Enabled = false },
            },
        }).ToValueList();

    /// <summary>Weights are whole numbers up to 999: 30 % → 30 and 70, 12.5 % → 125 and 875.</summary>
    private static ValueList<TargetGroupTuple> Weights(string green, string blue, double percent)
    {
        var (share, whole) = double.IsInteger(percent) ? ((int)percent, 100) : (Math.Clamp((int)Math.Round(percent * 10), 1, 999), 1000);
        return [new() { TargetGroupArn = green, Weight = share }, new() { TargetGroupArn = blue, Weight = whole - share }];
    }
}
