using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Which targets of a group get new requests.</summary>
public static class RoutableTargets
{
    /// <summary>
    /// The healthy ones; but all that are registered when fewer are healthy than the group demands (by default: when none is). Targets that drain
    /// get none in any case.
    /// </summary>
    public static IReadOnlyList<ElbTarget> Of(IEnumerable<ElbTarget> targets, TargetGroupSettings settings)
    {
        var registered = targets.Where(target => target.State != TargetHealthStateEnum.Draining).ToList();
        var healthy = registered.Where(target => target.State == TargetHealthStateEnum.Healthy).ToList();
        // 3 targets and 50 % → 2 have to be healthy.
        var needed = Math.Max(settings.LeastHealthyCount, (int)Math.Ceiling(registered.Count * settings.LeastHealthyPercent / 100.0));
        return healthy.Count >= Math.Min(Math.Max(needed, 1), registered.Count) ? healthy : registered;
    }
}
