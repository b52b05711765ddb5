using System.Runtime.InteropServices;

namespace Workbook.Orchestration.CloudWatch;

/// <summary>What is kept of the samples of one period: CloudWatch's statistic set, and how the values are distributed.</summary>
/// <param name="Count">How many samples; not whole where clients sent such counts.</param>
/// <param name="Sum">Of the values.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Values">Null when all values are the same, and when nobody knows, since a statistic set was sent.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Aggregate(double Count, double Sum, double Minimum, double Maximum, ValueDistribution? Values = null)
{
    /// <summary>How the values are distributed; null when that is not known, so that there are no percentiles.</summary>
    public ValueDistribution? Distribution => Values ?? (Minimum == Maximum ? ValueDistribution.Of(Minimum, Count) : null);

    public static Aggregate Of(double value, double count = 1) => new(count, value * count, value, value);

    /// <summary>Of values and how often each occurred; at least one.</summary>
    public static Aggregate Of(IReadOnlyList<(double Value, double Count)> entries)
    {
        var (count, sum, least, greatest) = (0d, 0d, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (value, times) in entries)
        {
            count += times;
            sum += value * times;
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }
        return new(count, sum, least, greatest, least == greatest ? null : ValueDistribution.Of(entries));
    }

    /// <summary>Of both together.</summary>
    public Aggregate With(Aggregate other)
    {
        var (least, greatest) = (Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
        var values = least == greatest ? null
            : Distribution is { } mine && other.Distribution is { } theirs ? mine.With(theirs)
            : null;
        return new(Count + other.Count, Sum + other.Sum, least, greatest, values);
    }
}
