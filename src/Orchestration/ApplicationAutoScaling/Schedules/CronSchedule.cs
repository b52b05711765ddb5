namespace Workbook.Orchestration.ApplicationAutoScaling.Schedules;

/// <summary>
/// Minutes, hours, day of month, month, day of week and year, with a field for seconds before them when there are seven; nothing runs more
/// often than once a minute.
/// </summary>
internal sealed class CronSchedule : Schedule
{
    private const int FirstYear = 1970, LastYear = 2199;

    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private readonly CronField _minutes, _hours, _months, _years;
    private readonly CronDays _days;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(string[] fields, TimeZoneInfo zone)
    {
        _minutes = new(fields[0], "minute", 0, 59);
        _hours = new(fields[1], "hour", 0, 23);
        _days = CronDays.Parse(fields[2], fields[4]);
        _months = new(fields[3], "month", 1, 12, s_months);
        _years = new(fields[5], "year", FirstYear, LastYear);
        _zone = zone;
    }

    /// <exception cref="FormatException">It is no cron expression; the message says why.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 7)
        {
            _ = new CronField(fields[0], "second", 0, 59);
            fields = fields[1..];
        }
        return fields.Length == 6 ? new(fields, zone) : throw new FormatException($"a cron expression has six fields, not {fields.Length}");
    }

    public override DateTimeOffset? After(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, _zone).DateTime;
        foreach (var day in DaysFrom(local.Date))
        {
            // In autumn an hour comes twice, so that a later time of the clocks may be an earlier moment.
            var next = _hours.Numbers.SelectMany(hour => _minutes.Numbers.Select(minute => day.AddMinutes(hour * 60 + minute))).SelectMany(Instants).Where(at => at > time).Order().Cast<DateTimeOffset?>();
            if (next.FirstOrDefault() is { } found) return found;
        }
        return null;
    }

    // What the clocks skip does not run; what they show twice runs twice when it runs in any hour, and else the first time.
    private IEnumerable<DateTimeOffset> Instants(DateTime local) =>
        _zone.IsInvalidTime(local) ? []
        : _hours.IsAny && _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime())
        : [Instant(local, _zone)];

    private IEnumerable<DateTime> DaysFrom(DateTime date)
    {
        foreach (var year in _years.Numbers.Where(year => year >= date.Year))
        {
            foreach (var month in _months.Numbers.Where(month => year > date.Year || month >= date.Month))
            {
                foreach (var day in _days.In(year, month))
                {
                    if (new DateTime(year, month, day) is var found && found >= date) yield return found;
                }
            }
        }
    }
}
