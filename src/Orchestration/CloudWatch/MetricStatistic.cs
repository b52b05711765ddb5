using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>
/// A statistic by CloudWatch's name: <c>Average</c>, <c>p99.9</c>, <c>tm90</c>, <c>TM(10%:90%)</c>, <c>WM(:0.5)</c>, <c>PR(100:300)</c>,
/// <c>IQM</c> (see "Statistics definitions" in the CloudWatch user guide).
/// </summary>
public sealed partial record MetricStatistic
{
    private readonly Kind _kind;
    private readonly Bound _low, _high;

    private MetricStatistic(string name, Kind kind, Bound low = default, Bound high = default) => (Name, _kind, _low, _high) = (name, kind, low, high);

    private enum Kind
    {
        SampleCount,
        Average,
        Sum,
        Minimum,
        Maximum,
        Percentile,
        TrimmedMean,
        WinsorizedMean,
        TrimmedCount,
        TrimmedSum,
        PercentileRank,
    }

    /// <summary>As it was asked for.</summary>
    public string Name { get; }

    /// <summary>Whether it can be had of a statistic set alone.</summary>
    public bool IsSimple => _kind <= Kind.Maximum;

    /// <summary>Whether it is <c>pNN</c>.</summary>
    public bool IsPercentile => _kind == Kind.Percentile;

    /// <summary>How far the percentile is from the nearer end, in percent: 1 of p99, 10 of p10; null for what is none.</summary>
    public double? Tail => IsPercentile ? Math.Min(_high.Value, 100 - _high.Value) : null;

    /// <summary>Null when there is no such statistic.</summary>
    public static MetricStatistic? Parse(string? name)
    {
        switch (name)
        {
            case null: return null;
            case "SampleCount": return new(name, Kind.SampleCount);
            case "Average": return new(name, Kind.Average);
            case "Sum": return new(name, Kind.Sum);
            case "Minimum": return new(name, Kind.Minimum);
            case "Maximum": return new(name, Kind.Maximum);
            case "IQM" or "iqm": return new(name, Kind.TrimmedMean, new(25, true), new(75, true));
        }
        if (Short().Match(name) is { Success: true } brief)
        {
            var percent = Number(brief.Groups[2].Value);
            return percent > 100 ? null : new(name, KindOf(brief.Groups[1].Value), default, new(percent, true));
        }
        return Ranged().Match(name) is { Success: true } ranged ? OfRange(name, ranged) : null;
    }

    /// <summary>Null when the values are needed and not known.</summary>
    public double? Of(Aggregate aggregate) => _kind switch
    {
        Kind.SampleCount => aggregate.Count,
        Kind.Average => aggregate.Sum / aggregate.Count,
        Kind.Sum => aggregate.Sum,
        Kind.Minimum => aggregate.Minimum,
        Kind.Maximum => aggregate.Maximum,
        _ => aggregate.Distribution is { } values ? Of(values) : null,
    };

    private static MetricStatistic? OfRange(string name, Match match)
    {
        var (low, high) = (match.Groups[2].Value, match.Groups[3].Value);
        if (low.Length == 0 && high.Length == 0) return null;
        var kind = KindOf(match.Groups[1].Value);
        var percent = low.EndsWith('%') || high.EndsWith('%');
        // Both ends are of one sort, and what a percentile's rank is asked of are values.
        if (percent && (kind == Kind.PercentileRank || (low.Length > 0 && !low.EndsWith('%')) || (high.Length > 0 && !high.EndsWith('%')))) return null;
        var from = low.Length == 0 ? new Bound(percent ? 0 : double.NegativeInfinity, percent) : new(Number(low.TrimEnd('%')), percent);
        var to = high.Length == 0 ? new Bound(percent ? 100 : double.PositiveInfinity, percent) : new(Number(high.TrimEnd('%')), percent);
        return from.Value >= to.Value || (percent && to.Value > 100) ? null : new(name, kind, from, to);
    }

    private double Of(ValueDistribution values)
    {
        var total = values.Total;
        if (_kind == Kind.Percentile) return values.At(Math.Max(1, Rank(total, _high.Value)));
        var (count, sum, outside) = (0d, 0d, 0d);
        var (least, greatest) = _high.IsPercent
            ? (values.At(Math.Max(1, Rank(total, _low.Value))), values.At(Math.Max(1, Rank(total, _high.Value))))
            : (_low.Value, _high.Value);
        var rank = 0d;
        foreach (var (value, times) in values.Entries)
        {
            var kept = _high.IsPercent
                ? Math.Max(0, Math.Min(rank + times, Rank(total, _high.Value)) - Math.Max(rank, Rank(total, _low.Value)))
                : value > _low.Value && value <= _high.Value ? times : 0;
            rank += times;
            count += kept;
            sum += value * kept;
            outside += (times - kept) * Math.Clamp(value, least, greatest);
        }
        return _kind switch
        {
            Kind.TrimmedMean => count == 0 ? 0 : sum / count,
            Kind.WinsorizedMean => (sum + outside) / total,
            Kind.TrimmedCount => count,
            Kind.TrimmedSum => sum,
            Kind.PercentileRank => 100 * count / total,
            _ => throw new UnreachableException($"{_kind} is no statistic of a range."),
        };
    }

    // Of 15 samples, 10 % → rank 2: the first for which at least a tenth of all is not greater. 100 * 7 / 100 must not become 8.
    private static double Rank(double total, double percent) => Math.Ceiling(total * percent / 100 - 1e-9);

    private static Kind KindOf(string name) => name.ToUpperInvariant() switch
    {
        "P" => Kind.Percentile,
        "TM" => Kind.TrimmedMean,
        "WM" => Kind.WinsorizedMean,
        "TC" => Kind.TrimmedCount,
        "TS" => Kind.TrimmedSum,
        "PR" => Kind.PercentileRank,
        _ => throw new UnreachableException(name),
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(p|tm|wm|tc|ts|TM|WM|TC|TS|P)(\d{1,3}(?:\.\d{1,10})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Short();

    [GeneratedRegex(@"^(tm|wm|tc|ts|pr|TM|WM|TC|TS|PR)\((\d{1,15}(?:\.\d{1,10})?%?)?:(\d{1,15}(?:\.\d{1,10})?%?)?\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ranged();

    private readonly record struct Bound(double Value, bool IsPercent);
}
