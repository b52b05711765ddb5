using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Shapes;

namespace Workbook.Orchestration.ApplicationAutoScaling.Schedules;

/// <summary>
/// When a scheduled action runs: <c>at(2026-01-05T08:00:00)</c>, <c>rate(5 minutes)</c> or <c>cron(0 8 ? * MON-FRI *)</c> (see
/// "Scheduled scaling" in the Application Auto Scaling user guide).
/// </summary>
public abstract partial class Schedule
{
    /// <summary>The first time after a time; null when there is none.</summary>
    public abstract DateTimeOffset? After(DateTimeOffset time);

    /// <param name="text">As it was given.</param>
    /// <param name="timezone">An IANA name for <c>at</c> and <c>cron</c>; null for UTC.</param>
    /// <param name="anchor">From when <c>rate</c> counts.</param>
    /// <exception cref="ApiException">ValidationException: it is no schedule, or there is no such time zone.</exception>
    public static Schedule Parse(string text, string? timezone, DateTimeOffset anchor)
    {
        var zone = Zone(timezone);
        if (At().Match(text) is { Success: true } at)
        {
            return DateTime.TryParseExact(at.Groups[1].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? new AtSchedule(local, zone)
                : throw Invalid(text, "the time has to be written as yyyy-mm-ddThh:mm:ss");
        }
        if (Rate().Match(text) is { Success: true } rate) return new RateSchedule(Interval(text, rate), anchor);
        if (Cron().Match(text) is { Success: true } cron)
        {
            try
            {
                return CronSchedule.Parse(cron.Groups[1].Value, zone);
            }
            catch (FormatException error)
            {
                throw Invalid(text, error.Message);
            }
        }
        throw Invalid(text, "it has to be at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron(fields)");
    }

    /// <summary>A time of a zone's clocks in UTC. What the clocks skip in spring comes that much later; what they show twice in autumn is the first.</summary>
    internal static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local)) return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime();
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeSpan Interval(string text, Match rate)
    {
        var unit = rate.Groups[2].Value;
        if (!int.TryParse(rate.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0) throw Invalid(text, "the value has to be a positive number");
        if (count == 1 == unit.EndsWith('s')) throw Invalid(text, $"the unit of {count} is {(count == 1 ? unit[..^1] : unit + "s")}");
        return unit[0] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
    }

    private static TimeZoneInfo Zone(string? name)
    {
        if (name is null) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : throw ScalingRefusal.Validation($"Invalid timezone '{name}'.");
    }

    private static ApiException Invalid(string text, string why) => ScalingRefusal.Validation($"Invalid schedule expression '{text}': {why}.");

    [GeneratedRegex(@"^at\(\s*(.*?)\s*\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex At();

    [GeneratedRegex(@"^rate\(\s*(\d+)\s*(minutes?|hours?|days?)\s*\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^cron\(\s*(.*?)\s*\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cron();
}

/// <summary>Once.</summary>
internal sealed class AtSchedule(DateTime local, TimeZoneInfo zone) : Schedule
{
    private readonly DateTimeOffset _at = Instant(local, zone);

    public override DateTimeOffset? After(DateTimeOffset time) => _at > time ? _at : null;
}

/// <summary>Again and again, counted from a time on: every 5 minutes from 12:02 on → 12:07, 12:12.</summary>
internal sealed class RateSchedule(TimeSpan interval, DateTimeOffset anchor) : Schedule
{
    public override DateTimeOffset? After(DateTimeOffset time) =>
        time < anchor ? anchor + interval : anchor + ((time - anchor).Ticks / interval.Ticks + 1) * interval;
}
