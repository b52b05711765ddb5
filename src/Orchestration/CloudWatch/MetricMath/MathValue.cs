using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>What an expression comes to: a number (S), a time series (TS) or several (TS[]).</summary>
public abstract record MathValue
{
    /// <summary>As the documentation abbreviates it.</summary>
    public abstract string Kind { get; }
}

/// <summary>One number, the same at all times.</summary>
public sealed record Scalar(double Value) : MathValue
{
    public override string Kind => "S";
}

/// <summary>A text, which only some functions take.</summary>
public sealed record Text(string Value) : MathValue
{
    public override string Kind => "STRING";
}

/// <summary>Values at the starts of periods, oldest first.</summary>
/// <param name="Points">Each time at most once.</param>
public sealed record TimeSeries(ValueList<SeriesPoint> Points) : MathValue
{
    public static TimeSeries Empty { get; } = new([]);

    /// <summary>The period of its points; null where it has none of its own.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>What a chart would call it.</summary>
    public string? Label { get; init; }

    public override string Kind => "TS";

    public TimeSeries Select(Func<SeriesPoint, double> value) => this with { Points = Points.Select(point => point with { Value = value(point) }).ToValueList() };

    public TimeSeries With(IEnumerable<SeriesPoint> points) => this with { Points = points.ToValueList() };
}

/// <summary>Several time series.</summary>
public sealed record SeriesList(ValueList<TimeSeries> Items) : MathValue
{
    public override string Kind => "TS[]";
}

/// <summary>A value at a time.</summary>
public readonly record struct SeriesPoint(DateTimeOffset At, double Value);
