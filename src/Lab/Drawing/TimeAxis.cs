using System.Globalization;

namespace Workbook;

/// <summary>Time from left to right, counted from its beginning: 0:00, 0:10, 0:20.</summary>
internal class TimeAxis(double left, double width, TimeSpan length)
{
    private const double LeastApart = 70;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30),
        .. new double[] { 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 4320, 10080 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
    ];

    public double Left => left;

    public double Right => left + width;

    public TimeSpan Length { get; } = length > TimeSpan.FromSeconds(1) ? length : TimeSpan.FromSeconds(1);

    public virtual double X(TimeSpan at) => left + width * Math.Clamp(at / Length, 0, 1);

    /// <summary>Round times, as many as have room.</summary>
    public virtual IEnumerable<TimeSpan> Ticks()
    {
        var step = Steps.FirstOrDefault(step => width * (step / Length) >= LeastApart, Steps[^1]);
        for (var at = TimeSpan.Zero; at <= Length; at += step) yield return at;
    }

    /// <summary>Hours and minutes, and seconds where they matter; days where there are many.</summary>
    public virtual string Name(TimeSpan at) => Name(at, Length);

    /// <inheritdoc cref="Name(TimeSpan)"/>
    public static string Name(TimeSpan at, TimeSpan length) => length >= TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalDays} d {at.Hours} h")
        : length < TimeSpan.FromMinutes(5) ? string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalMinutes}:{at.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours}:{at.Minutes:00}");

    /// <summary>What the numbers are.</summary>
    public virtual string Unit => Length >= TimeSpan.FromDays(2) ? "days, hours" : Length < TimeSpan.FromMinutes(5) ? "minutes:seconds" : "hours:minutes";

    /// <summary>The ticks' names below a picture.</summary>
    public void Draw(SvgDrawing svg, double y)
    {
        foreach (var at in Ticks())
        {
            svg.Text(X(at), y, Name(at), SvgDrawing.Quiet, size: 11, anchor: at == TimeSpan.Zero ? Anchor.Start : Right - X(at) < 16 ? Anchor.End : Anchor.Middle);
        }
    }
}
