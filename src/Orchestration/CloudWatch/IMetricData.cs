using System.Runtime.InteropServices;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>What was measured within one period, named by its start.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MetricPoint(DateTimeOffset Start, Aggregate Aggregate);

/// <summary>Where the functions of this folder find data points; who keeps them is not their matter.</summary>
public interface IMetricData
{
    /// <summary>
    /// The periods from <paramref name="from"/> on that hold data, oldest first. Periods are counted from there; what is only kept
    /// in coarser ones is left out.
    /// </summary>
    /// <param name="unit">Null for samples of any unit.</param>
    IReadOnlyList<MetricPoint> Read(MetricId metric, string? unit, DateTimeOffset from, DateTimeOffset to, TimeSpan period);
}
