namespace Workbook;

/// <summary>
/// A load over time: CPU units, MiB or requests a minute, of all tasks of a service together. A number is one as well.
/// <code>
/// await aws.Workbook.LoadAsync("web", cpu: LoadCurve.Ramp(100, 1000, TimeSpan.FromMinutes(20)));
/// await aws.Workbook.LoadAsync("web", cpu: 512);
/// </code>
/// </summary>
public sealed record LoadCurve
{
    private LoadCurve(string shape, double from, double to) => (Shape, From, To) = (shape, from, to);

    /// <summary><c>constant</c>, <c>ramp</c>, <c>spike</c> or <c>wave</c>.</summary>
    public string Shape { get; }

    /// <summary>Where it begins.</summary>
    public double From { get; }

    /// <summary>Where it goes.</summary>
    public double To { get; }

    /// <summary>When ramp and spike begin, counted from now.</summary>
    public TimeSpan After { get; private init; }

    /// <summary>How long ramp and spike take; of a wave, from one low to the next.</summary>
    public TimeSpan Over { get; private init; }

    /// <summary>The same all the time.</summary>
    public static LoadCurve Constant(double value) => new("constant", value, value);

    /// <summary>In a straight line from one value to another, where it stays.</summary>
    public static LoadCurve Ramp(double from, double to, TimeSpan over, TimeSpan after = default) => new("ramp", from, to) { Over = over, After = after };

    /// <summary>One value, with another for a while.</summary>
    public static LoadCurve Spike(double from, double to, TimeSpan over, TimeSpan after = default) => new("spike", from, to) { Over = over, After = after };

    /// <summary>Up from one value to another and down again, over and over.</summary>
    public static LoadCurve Wave(double from, double to, TimeSpan over) => new("wave", from, to) { Over = over };

    /// <summary>The same all the time.</summary>
    public static implicit operator LoadCurve(double value) => Constant(value);

    internal object ToBody() => Shape == "constant" ? To : new { shape = Shape, from = From, to = To, afterSeconds = After.TotalSeconds, overSeconds = Over.TotalSeconds };
}
