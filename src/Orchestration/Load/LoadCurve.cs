namespace Workbook.Orchestration.Load;

/// <summary>How a load goes with time.</summary>
public enum LoadShape
{
    /// <summary>The same all the time: <see cref="LoadCurve.To"/>.</summary>
    Constant,

    /// <summary>In a straight line from <see cref="LoadCurve.From"/> to <see cref="LoadCurve.To"/>, where it stays.</summary>
    Ramp,

    /// <summary><see cref="LoadCurve.From"/>, with <see cref="LoadCurve.To"/> for a while.</summary>
    Spike,

    /// <summary>Up and down between <see cref="LoadCurve.From"/>, where it begins, and <see cref="LoadCurve.To"/>, again and again.</summary>
    Wave,
}

/// <summary>A load over time, in whatever unit it is of.</summary>
/// <param name="Shape">Which way it goes.</param>
/// <param name="From">At the beginning; not negative.</param>
/// <param name="To">Where it goes; not negative.</param>
/// <param name="After">When ramp and spike begin.</param>
/// <param name="For">How long ramp and spike take; of a wave, from one low to the next.</param>
public sealed record LoadCurve(LoadShape Shape, double From, double To, TimeSpan After, TimeSpan For)
{
    /// <summary>A wave's, where nothing else was said.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static LoadCurve Constant(double value) => new(LoadShape.Constant, value, value, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>From when on it stays the same; null for a wave.</summary>
    public TimeSpan? EndsAfter => Shape switch
    {
        LoadShape.Constant => TimeSpan.Zero,
        LoadShape.Wave => null,
        _ => After + For,
    };

    /// <summary>The load a while after the beginning.</summary>
    public double At(TimeSpan since) => Shape switch
    {
        LoadShape.Constant => To,
        LoadShape.Ramp => From + (To - From) * Part(since),
        LoadShape.Spike => since >= After && since < After + For ? To : From,
        // A day from 10 to 30: 10 at its beginning, 20 after six hours, 30 after twelve.
        LoadShape.Wave => From + (To - From) * (1 - Math.Cos(2 * Math.PI * (since / For))) / 2,
        _ => throw new System.Diagnostics.UnreachableException($"Nothing is known of {Shape}."),
    };

    private double Part(TimeSpan since) => since >= After + For ? 1 : since <= After ? 0 : (since - After) / For;
}
