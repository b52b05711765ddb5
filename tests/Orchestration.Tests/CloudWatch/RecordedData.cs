using Workbook.Orchestration.CloudWatch;

namespace Workbook.Orchestration.Tests.CloudWatch;

/// <summary>Data points that a test puts down.</summary>
internal sealed class RecordedData : IMetricData
{
    private readonly List<(MetricId Metric, DateTimeOffset At, Aggregate Aggregate)> _points = [];

    public void Add(MetricId metric, DateTimeOffset at, Aggregate aggregate) => _points.Add((metric, at, aggregate));

    public IReadOnlyList<MetricPoint> Read(MetricId metric, string? unit, DateTimeOffset from, DateTimeOffset to, TimeSpan period) =>
    [
        .. _points.Where(point => point.Metric == metric && point.At >= from && point.At < to)
            .GroupBy(point => (long)((point.At - from) / period)).OrderBy(group => group.Key)
            .Select(group => new MetricPoint(from + group.Key * period, group.Select(point => point.Aggregate).Aggregate((a, b) => a.With(b)))),
    ];
}
