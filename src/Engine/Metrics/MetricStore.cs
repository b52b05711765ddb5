using System.Collections.Concurrent;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// The data points of all metrics, by account and region. They are no part of the World: there are many of them, they are
/// only ever added to, and nothing is decided by them but what alarms tell.
/// </summary>
public sealed class MetricStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<AccountRegion, MetricTable> _tables = new();

    /// <summary>Called after samples were written, with their metrics.</summary>
    public event Action<AccountRegion, IReadOnlyCollection<MetricId>>? Written;

    /// <summary>What the functions of the core read data points from.</summary>
    public IMetricData Of(AccountRegion scope) => Table(scope);

    /// <summary>Adds samples to what there is.</summary>
    public void Write(AccountRegion scope, IReadOnlyCollection<MetricSample> samples)
    {
        Table(scope).Write(samples, clock.GetUtcNow());
        Written?.Invoke(scope, [.. samples.Select(sample => sample.Metric)]);
    }

    /// <summary>The metrics that had data points since a time, in the order of <see cref="MetricId.SortKey"/>.</summary>
    public IEnumerable<(string Key, MetricId Metric)> List(AccountRegion scope, DateTimeOffset since) => Table(scope).List(since);

    /// <summary>The units in which data points of a metric came.</summary>
    public IReadOnlyList<string> UnitsOf(AccountRegion scope, MetricId metric) => Table(scope).UnitsOf(metric);

    /// <summary>Forgets everything.</summary>
    public void Clear() => _tables.Clear();

    private MetricTable Table(AccountRegion scope) => _tables.GetOrAdd(scope, static _ => new());
}
