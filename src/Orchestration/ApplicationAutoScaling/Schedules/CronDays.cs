namespace Workbook.Orchestration.ApplicationAutoScaling.Schedules;

/// <summary>
/// Which days of a month a cron expression means, by day of month or by day of week. Besides numbers there are <c>L</c> (the last day), <c>LW</c>
/// (the last weekday), <c>15W</c> (the weekday next to the 15th), <c>6L</c> (the last Friday) and <c>2#1</c> (the first Monday).
/// </summary>
internal sealed class CronDays
{
    private static readonly string[] s_names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly Func<int, int, IEnumerable<int>> _choose;

    private CronDays(Func<int, int, IEnumerable<int>> choose) => _choose = choose;

    /// <summary>The days of a month, in order.</summary>
    public IEnumerable<int> In(int year, int month) => _choose(year, month);

    /// <exception cref="FormatException">Neither or both restrict the days; the message says so.</exception>
    public static CronDays Parse(string ofMonth, string ofWeek)
    {
        if (ofMonth == "?" && ofWeek == "?") throw new FormatException("'?' can only stand for the day of month or the day of week");
        if (ofWeek is "?" or "*" && ofMonth is not "?") return OfMonth(ofMonth);
        if (ofMonth is "?" or "*") return OfWeek(ofWeek);
        throw new FormatException("day of month and day of week cannot both be given: one of them has to be '?'");
    }

    private static CronDays OfMonth(string text)
    {
        if (text == "L") return new CronDays((year, month) => [DateTime.DaysInMonth(year, month)]);
        if (text == "LW") return new CronDays((year, month) => [WeekdayNear(year, month, DateTime.DaysInMonth(year, month))]);
        if (text.EndsWith('W'))
        {
            var day = CronField.Number(text[..^1], "day of month", 1, 31);
            return new CronDays((year, month) => day <= DateTime.DaysInMonth(year, month) ? [WeekdayNear(year, month, day)] : []);
        }
        var field = new CronField(text, "day of month", 1, 31);
        return new CronDays((year, month) => field.Numbers.Where(day => day <= DateTime.DaysInMonth(year, month)));
    }

    private static CronDays OfWeek(string text)
    {
        if (text == "L") text = "SAT";
        if (text.EndsWith('L'))
        {
            var day = DayOfWeek(text[..^1]);
            return new CronDays((year, month) => [DaysOf(year, month, day).Last()]);
        }
        if (text.Split('#') is [var name, var count])
        {
            var (day, number) = (DayOfWeek(name), CronField.Number(count, "week of month", 1, 5));
            return new CronDays((year, month) => DaysOf(year, month, day).Skip(number - 1).Take(1));
        }
        var field = new CronField(text, "day of week", 1, 7, s_names);
        return new CronDays((year, month) => Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(day => field.Has(Of(year, month, day))));
    }

    private static int DayOfWeek(string text) => CronField.Number(text, "day of week", 1, 7, s_names);

    private static IEnumerable<int> DaysOf(int year, int month, int dayOfWeek) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Where(day => Of(year, month, day) == dayOfWeek);

    // Sunday is 1.
    private static int Of(int year, int month, int day) => (int)new DateTime(year, month, day).DayOfWeek + 1;

    // The 1st on a Saturday → the 3rd, since a month is not left; the 15th on a Sunday → the 16th.
    private static int WeekdayNear(int year, int month, int day) => Of(year, month, day) switch
    {
        7 => day == 1 ? 3 : day - 1,
        1 => day == DateTime.DaysInMonth(year, month) ? day - 2 : day + 1,
        _ => day,
    };
}
