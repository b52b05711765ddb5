using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>What the ids of an expression stand for, and which times it is about.</summary>
/// <param name="Value">The series of another query; null when there is none of that id.</param>
/// <param name="Metrics">The ids of the queries that name a metric, in the order of the request.</param>
/// <param name="From">The start of the first period.</param>
/// <param name="To">The end, exclusive.</param>
/// <param name="Period">Of the expression.</param>
public sealed record MathScope(Func<string, TimeSeries?> Value, ValueList<string> Metrics, DateTimeOffset From, DateTimeOffset To, TimeSpan Period)
{
    /// <summary>The starts of all periods.</summary>
    public IEnumerable<DateTimeOffset> Grid
    {
        get
        {
            for (var at = From; at < To; at += Period) yield return at;
        }
    }
}
