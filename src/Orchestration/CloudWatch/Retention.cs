namespace Workbook.Orchestration.CloudWatch;

/// <summary>How long CloudWatch keeps data points, and how fine (see "Metrics retention" in the CloudWatch user guide).</summary>
public static class Retention
{
    /// <summary>The steps from fine to coarse: seconds for 3 hours, minutes for 15 days, 5 minutes for 63 days, hours for 455 days.</summary>
    public static IReadOnlyList<(TimeSpan Resolution, TimeSpan Age)> Steps { get; } =
    [
        (TimeSpan.FromSeconds(1), TimeSpan.FromHours(3)),
        (TimeSpan.FromMinutes(1), TimeSpan.FromDays(15)),
        (TimeSpan.FromMinutes(5), TimeSpan.FromDays(63)),
        (TimeSpan.FromHours(1), TimeSpan.FromDays(455)),
    ];

    /// <summary>A metric is listed for as long after its last data point.</summary>
    public static TimeSpan Listed { get; } = TimeSpan.FromDays(14);

    /// <summary>And counts as recently active for as long.</summary>
    public static TimeSpan RecentlyActive { get; } = TimeSpan.FromHours(3);

    /// <summary>
    /// Where the first period of a query starts: 12:32:34 becomes 12:32:00, 12:30:00 more than 15 days ago and 12:00:00 more than
    /// 63 days ago; with a period of less than a minute, the last whole period of that minute.
    /// </summary>
    public static DateTimeOffset Rounded(DateTimeOffset start, TimeSpan period, DateTimeOffset now)
    {
        var age = now - start;
        var step = age > Steps[2].Age ? Steps[3].Resolution
            : age > Steps[1].Age ? Steps[2].Resolution
            : period < Steps[1].Resolution && age <= Steps[0].Age ? period
            : Steps[1].Resolution;
        return Floor(start, step);
    }

    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) => new(time.UtcTicks - time.UtcTicks % step.Ticks, TimeSpan.Zero);
}
