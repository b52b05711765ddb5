using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>What was counted for a target group.</summary>
/// <param name="Requests">All its requests; RequestCountPerTarget is its RequestCount by the number of targets.</param>
/// <param name="Targets">By the target's address and port, such as <c>10.0.1.5:80</c>.</param>
/// <param name="HealthyHostCount">Now.</param>
/// <param name="UnHealthyHostCount">Now.</param>
public sealed record TargetGroupMetrics(MetricSeries Requests, IReadOnlyDictionary<string, MetricSeries> Targets, int HealthyHostCount, int UnHealthyHostCount)
{
    internal static TargetGroupMetrics Of(LiveGroup group) =>
        new(group.Metrics, group.Targets.ToDictionary(each => each.Address, each => each.Metrics, StringComparer.Ordinal), group.Health.Healthy, group.Health.Unhealthy);
}
