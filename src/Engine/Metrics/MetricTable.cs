using Workbook.Orchestration.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>The data points of one account and region.</summary>
internal sealed class MetricTable : IMetricData
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MetricId, Entry> _metrics = [];

    // In order; null when metrics were added since it was made.
    private (string Key, MetricId Metric)[]? _sorted;

    // How many writes until old metrics are looked for.
    private int _untilSweep = 1;

    public void Write(IReadOnlyCollection<MetricSample> samples, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var sample in samples)
            {
                if (!_metrics.TryGetValue(sample.Metric, out var entry))
                {
                    _metrics[sample.Metric] = entry = new();
                    _sorted = null;
                }
                entry.LastSeen = entry.LastSeen > sample.At ? entry.LastSeen : sample.At;
                entry.In(sample.Unit).Add(sample.At, sample.Aggregate, sample.IsHighResolution, now);
            }
            Sweep(samples.Count, now);
        }
    }

    public IReadOnlyList<MetricPoint> Read(MetricId metric, string? unit, DateTimeOffset from, DateTimeOffset to, TimeSpan period)
    {
        var periods = new List<(long Number, Aggregate Aggregate)>();
        lock (_gate)
        {
            if (!_metrics.TryGetValue(metric, out var entry)) return [];
            foreach (var series in entry.Series.Where(series => unit is null || series.Unit == unit)) series.Read(from, to, period, periods);
        }
        return periods.ConvertAll(each => new MetricPoint(from + each.Number * period, each.Aggregate));
    }

    public IEnumerable<(string Key, MetricId Metric)> List(DateTimeOffset since)
    {
        lock (_gate)
        {
            _sorted ??= [.. _metrics.Keys.Select(metric => (Key: metric.SortKey, Metric: metric)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
            var sorted = _sorted;
            return sorted.Where(pair => Seen(pair.Metric) >= since);
        }
    }

    public IReadOnlyList<string> UnitsOf(MetricId metric)
    {
        lock (_gate) return _metrics.TryGetValue(metric, out var entry) ? [.. entry.Series.Select(series => series.Unit)] : [];
    }

    /// <summary>Samples that would give the same data points.</summary>
    public IReadOnlyList<MetricSample> Samples()
    {
        lock (_gate) return [.. _metrics.SelectMany(pair => pair.Value.Series.SelectMany(series => series.Samples(pair.Key)))];
    }

    private DateTimeOffset Seen(MetricId metric)
    {
        lock (_gate) return _metrics.TryGetValue(metric, out var entry) ? entry.LastSeen : DateTimeOffset.MinValue;
    }

    // Once for as many samples as there are metrics, so that a sample costs the same however many there are.
    private void Sweep(int written, DateTimeOffset now)
    {
        _untilSweep -= written;
        if (_untilSweep > 0) return;
        foreach (var (metric, entry) in _metrics)
        {
            foreach (var series in entry.Series) series.Settle(now);
            entry.Series.RemoveAll(series => series.Count == 0);
            if (entry.Series.Count > 0) continue;
            _metrics.Remove(metric);
            _sorted = null;
        }
        _untilSweep = Math.Max(1000, 4 * _metrics.Count);
    }

    private sealed class Entry
    {
        // Nearly every metric has one unit.
        public List<MetricSeries> Series { get; } = new(1);

        public DateTimeOffset LastSeen { get; set; } = DateTimeOffset.MinValue;

        public MetricSeries In(string unit)
        {
            foreach (var series in Series)
            {
                if (series.Unit == unit) return series;
            }
            var added = new MetricSeries(unit);
            Series.Add(added);
            return added;
        }
    }
}
