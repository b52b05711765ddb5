using System.Globalization;
using Workbook.Orchestration.ApplicationAutoScaling.Schedules;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.ApplicationAutoScaling;

/// <summary>When schedules run: <c>at</c>, <c>rate</c> and <c>cron</c>, in time zones and when their clocks change.</summary>
internal sealed class ScheduleTests
{
    // From Thursday, 1 January 2026, 00:00 UTC on.
    [TestCase("at(2026-01-05T08:00:00)", "2026-01-05T08:00")]
    [TestCase("rate(1 minute)", "2026-01-01T00:01 2026-01-01T00:02")]
    [TestCase("rate(5 hours)", "2026-01-01T05:00 2026-01-01T10:00")]
    [TestCase("rate(2 days)", "2026-01-03T00:00 2026-01-05T00:00")]
    [TestCase("cron(0 10 * * ? *)", "2026-01-01T10:00 2026-01-02T10:00")]
    [TestCase("cron(0 18 ? * MON-FRI *)", "2026-01-01T18:00 2026-01-02T18:00 2026-01-05T18:00")]
    [TestCase("cron(0 8 1 * ? *)", "2026-01-01T08:00 2026-02-01T08:00")]
    [TestCase("cron(0/15 * * * ? *)", "2026-01-01T00:15 2026-01-01T00:30 2026-01-01T00:45 2026-01-01T01:00")]
    [TestCase("cron(0/40 8-9 ? * MON-FRI *)", "2026-01-01T08:00 2026-01-01T08:40 2026-01-01T09:00 2026-01-01T09:40 2026-01-02T08:00")]
    [TestCase("cron(30 6 * * 2 *)", "2026-01-05T06:30 2026-01-12T06:30")] // 2 is Monday; a star leaves the day to the other field
    [TestCase("cron(0 0 L * ? *)", "2026-01-31T00:00 2026-02-28T00:00 2026-03-31T00:00")]
    [TestCase("cron(0 0 LW * ? *)", "2026-01-30T00:00 2026-02-27T00:00")]
    [TestCase("cron(0 0 31 * ? *)", "2026-01-31T00:00 2026-03-31T00:00")]
    [TestCase("cron(0 0 15W 2,8 ? *)", "2026-02-16T00:00 2026-08-14T00:00")] // a Sunday, a Saturday
    [TestCase("cron(0 0 1W 8 ? *)", "2026-08-03T00:00")] // Saturday the 1st: not in July
    [TestCase("cron(0 9 ? * 6L *)", "2026-01-30T09:00 2026-02-27T09:00")]
    [TestCase("cron(0 9 ? * MON#1 *)", "2026-01-05T09:00 2026-02-02T09:00")]
    [TestCase("cron(0 9 ? * 5#5 *)", "2026-01-29T09:00 2026-04-30T09:00")] // there is no fifth Thursday in February and March
    [TestCase("cron(0 9 ? * L *)", "2026-01-03T09:00 2026-01-10T09:00")]
    [TestCase("cron(0 9 ? JAN-FEB FRI-SUN *)", "2026-01-02T09:00 2026-01-03T09:00 2026-01-04T09:00 2026-01-09T09:00")]
    [TestCase("cron(0 0 29 2 ? *)", "2028-02-29T00:00 2032-02-29T00:00")]
    [TestCase("cron(0 0 1 1 ? 2025,2027)", "2027-01-01T00:00")]
    [TestCase("cron(30 15 10 * * ? *)", "2026-01-01T10:15 2026-01-02T10:15")] // seven fields: seconds first, which nothing heeds
    public void It_runs(string text, string expected) => Times(text, null, "2026-01-01T00:00", expected.Split(' ').Length).Should().Equal(expected.Split(' '));

    [TestCase("at(2020-01-05T08:00:00)")]
    [TestCase("cron(0 0 1 1 ? 2025)")]
    [TestCase("cron(0 0 30 2 ? *)")]
    public void It_never_runs_again(string text) => Times(text, null, "2026-01-01T00:00", 1).Should().BeEmpty();

    // Berlin's clocks go from 02:00 to 03:00 on 29 March 2026 (01:00 UTC) and from 03:00 to 02:00 on 25 October (01:00 UTC).
    [TestCase("cron(0 8 * * ? *)", "2026-03-28T00:00", "2026-03-28T07:00 2026-03-29T06:00")]
    [TestCase("cron(30 2 * * ? *)", "2026-03-28T00:00", "2026-03-28T01:30 2026-03-30T00:30")] // what is skipped does not run
    [TestCase("cron(30 2 * * ? *)", "2026-10-25T00:00", "2026-10-25T00:30 2026-10-26T01:30")] // of two the first
    [TestCase("cron(0/30 * * * ? *)", "2026-10-25T00:00", "2026-10-25T00:30 2026-10-25T01:00 2026-10-25T01:30 2026-10-25T02:00")] // every hour is every hour
    [TestCase("cron(0/30 * * * ? *)", "2026-03-29T00:00", "2026-03-29T00:30 2026-03-29T01:00 2026-03-29T01:30")]
    [TestCase("at(2026-03-29T02:30:00)", "2026-03-01T00:00", "2026-03-29T01:30")] // at 03:30 of those clocks
    [TestCase("at(2026-10-25T02:30:00)", "2026-03-01T00:00", "2026-10-25T00:30")]
    [TestCase("rate(1 day)", "2026-03-28T00:00", "2026-03-29T00:00 2026-03-30T00:00")]
    public void It_follows_the_clocks_of_its_zone(string text, string from, string expected) =>
        Times(text, "Europe/Berlin", from, expected.Split(' ').Length).Should().Equal(expected.Split(' '));

    [TestCase("cron(0 8 * * *)", "a cron expression has six fields, not 5")]
    [TestCase("cron(0 8 * * * *)", null)]
    [TestCase("cron(0 8 ? * ? *)", "'?' can only stand for the day of month or the day of week")]
    [TestCase("cron(0 8 1 * MON *)", "day of month and day of week cannot both be given: one of them has to be '?'")]
    [TestCase("cron(60 8 * * ? *)", "'60' is not a valid minute, which is 0 to 59")]
    [TestCase("cron(0 24 * * ? *)", "'24' is not a valid hour, which is 0 to 23")]
    [TestCase("cron(0 8 32 * ? *)", "'32' is not a valid day of month, which is 1 to 31")]
    [TestCase("cron(0 8 * FOO ? *)", "'FOO' is not a valid month, which is 1 to 12")]
    [TestCase("cron(0 8 ? * 8 *)", "'8' is not a valid day of week, which is 1 to 7")]
    [TestCase("cron(0 8 ? * MON#6 *)", "'6' is not a valid week of month, which is 1 to 5")]
    [TestCase("cron(0/0 8 * * ? *)", "'0/0' is not a valid minute")]
    [TestCase("cron(1-2-3 8 * * ? *)", "'1-2-3' is not a valid minute")]
    [TestCase("cron(, 8 * * ? *)", "'' is not a valid minute, which is 0 to 59")]
    [TestCase("cron(0 8 * * ? 1969)", "'1969' is not a valid year, which is 1970 to 2199")]
    [TestCase("rate(0 minutes)", "the value has to be a positive number")]
    [TestCase("rate(1 minutes)", "the unit of 1 is minute")]
    [TestCase("rate(5 minute)", "the unit of 5 is minutes")]
    [TestCase("rate(5 weeks)", "it has to be at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron(fields)")]
    [TestCase("at(2026-01-05 08:00)", "the time has to be written as yyyy-mm-ddThh:mm:ss")]
    [TestCase("every day", "it has to be at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron(fields)")]
    public void Bad_schedules(string text, string? why)
    {
        var parse = () => Schedule.Parse(text, null, default);
        if (why is null) parse.Should().NotThrow();
        else parse.Should().Throw<ApiException>().Which.Should().BeEquivalentTo(new { Code = "ValidationException", Message = $"Invalid schedule expression '{text}': {why}." });
    }

    [TestCase("Mars/Olympus")]
    [TestCase("Pacific Standard Time")]
    public void A_zone_that_is_none(string zone) =>
        FluentActions.Invoking(() => Schedule.Parse("cron(0 8 * * ? *)", zone, default)).Should().Throw<ApiException>().Which.Message.Should().Be($"Invalid timezone '{zone}'.");

    private static IEnumerable<string> Times(string text, string? zone, string from, int count)
    {
        var time = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var schedule = Schedule.Parse(text, zone, time);
        for (var i = 0; i < count && schedule.After(time) is { } next; i++)
        {
            yield return next.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
            time = next;
        }
    }
}
