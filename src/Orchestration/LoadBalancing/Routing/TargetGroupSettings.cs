using System.Globalization;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>The attributes of a target group that say how its targets are chosen.</summary>
/// <param name="Algorithm"><c>round_robin</c>, <c>least_outstanding_requests</c> or <c>weighted_random</c>.</param>
/// <param name="SlowStart">Zero: there is no slow start.</param>
/// <param name="Stickiness">Null where clients do not stick to targets.</param>
/// <param name="LeastHealthyCount">With fewer healthy targets, all get requests.</param>
/// <param name="LeastHealthyPercent">The same in percent; 0: it does not count.</param>
/// <param name="IsCrossZone">Whether requests go to targets in any zone, as they do with an Application Load Balancer unless the group says otherwise.</param>
public sealed record TargetGroupSettings(string Algorithm, TimeSpan SlowStart, Stickiness? Stickiness, int LeastHealthyCount, int LeastHealthyPercent, bool IsCrossZone = true)
{
    /// <summary>Of a group with no targets.</summary>
    public static TargetGroupSettings Default { get; } = new("round_robin", TimeSpan.Zero, null, 1, 0);

    public static TargetGroupSettings Of(ElbTargetGroup group)
    {
        return new(Attributes.Algorithm(group), Attributes.SlowStart(group), Attributes.StickinessOf(group), Number("count", 1), Number("percentage", 0), Attributes.Of(group, TargetGroupAttributes.CrossZone) != "false");

        // "off" is a value of the percentage.
        int Number(string name, int otherwise) =>
            int.TryParse(Attributes.Of(group, $"target_group_health.unhealthy_state_routing.minimum_healthy_targets.{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    }
}
