using Workbook.Engine.Metrics;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.LoadBalancing.Metrics;

/// <summary>What Application Load Balancers tell CloudWatch about the requests of a minute.</summary>
internal static class RequestMetrics
{
    private static readonly Metric[] OfTargets =
    [
        Metric.RequestCount, Metric.HTTPCode_Target_2XX_Count, Metric.HTTPCode_Target_3XX_Count, Metric.HTTPCode_Target_4XX_Count, Metric.HTTPCode_Target_5XX_Count,
        Metric.TargetConnectionErrorCount,
    ];

    public static MinuteSource Of(Balancer balancer) => new(
        world => world.Listeners.Count > 0,
        (world, minute) => world.LoadBalancers.Keys.SelectMany(key => OfBalancer(balancer, world, key, minute)).Concat(world.TargetGroups.Keys.SelectMany(key => OfGroup(balancer, world, key, minute))));

    private static IEnumerable<MetricSample> OfBalancer(Balancer balancer, World world, string key, DateTimeOffset minute)
    {
        if (balancer.MetricsOfLoadBalancer(world.Scope, key)?.Read(minute, minute.AddMinutes(1)) is not [var counts]) yield break;
        foreach (var metric in Enum.GetValues<Metric>())
        {
            if (counts[metric] is var count and > 0) yield return ElbMetrics.OfBalancer($"{metric}", key, metric == Metric.ProcessedBytes ? StandardUnit.Bytes : StandardUnit.Count, metric == Metric.ProcessedBytes ? Aggregate.Of(count) : Aggregate.Of(1, count), minute);
        }
        if (Times(counts.TargetResponseTime) is { } times) yield return ElbMetrics.OfBalancer("TargetResponseTime", key, StandardUnit.Seconds, times, minute);
    }

    private static IEnumerable<MetricSample> OfGroup(Balancer balancer, World world, string key, DateTimeOffset minute)
    {
        if (balancer.MetricsOfTargetGroup(world.Scope, key)?.Requests.Read(minute, minute.AddMinutes(1)) is not [var counts]) yield break;
        foreach (var front in ElbMetrics.BalancersOf(world, key))
        {
            foreach (var metric in OfTargets)
            {
                if (counts[metric] is var count and > 0) yield return ElbMetrics.OfGroup($"{metric}", key, front, StandardUnit.Count, Aggregate.Of(1, count), minute);
            }
            if (Times(counts.TargetResponseTime) is { } times) yield return ElbMetrics.OfGroup("TargetResponseTime", key, front, StandardUnit.Seconds, times, minute);
            foreach (var each in ElbMetrics.PerTarget(world, key, front, counts[Metric.RequestCount], minute)) yield return each;
        }
    }

    /// <summary>How long answers took; sum and longest are exact, the others to a tenth. Null when there were none.</summary>
    private static Aggregate? Times(LatencyDistribution times) => times.Entries.ToList() is { Count: > 0 } entries
        ? Aggregate.Of(entries) with { Sum = times.Sum.TotalSeconds, Maximum = times.Maximum.TotalSeconds }
        : null;
}
