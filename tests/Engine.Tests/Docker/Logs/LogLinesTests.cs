using System.Globalization;
using System.Text;
using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Docker.Logs;

namespace Workbook.Engine.Tests.Docker.Logs;

/// <summary>Lines out of the pieces in which Docker sends output.</summary>
public class LogLinesTests
{
    private const string Stamp = "2026-01-01T00:00:00.123456789Z";

    // To the nearest 100 nanoseconds
    private static readonly DateTimeOffset At = DateTimeOffset.Parse("2026-01-01T00:00:00.1234568Z", CultureInfo.InvariantCulture);

    private static LogEvent[] Lines(params string[] pieces)
    {
        var lines = new LogLines();
        var complete = pieces.SelectMany(piece => lines.Take(Encoding.UTF8.GetBytes(piece))).ToList();
        return lines.End() is { } last ? [.. complete, last] : [.. complete];
    }

    [Test]
    public void A_line_has_the_time_that_Docker_noted() => Lines($"{Stamp} hello  world \n").Should().Equal(new LogEvent(At, "hello  world "));

    [Test]
    public void Lines_come_as_soon_as_they_are_complete()
    {
        var lines = new LogLines();

        lines.Take(Encoding.UTF8.GetBytes($"{Stamp} one\n{Stamp} tw")).Should().Equal(new LogEvent(At, "one"));
        lines.Take("o"u8.ToArray()).Should().BeEmpty();
        lines.Take("\n"u8.ToArray()).Should().Equal(new LogEvent(At, "two"));
        lines.End().Should().BeNull();
    }

    [Test]
    public void A_character_may_be_cut_in_two()
    {
        var bytes = Encoding.UTF8.GetBytes($"{Stamp} größer\n");
        var lines = new LogLines();

        var found = bytes.SelectMany(octet => lines.Take(new[] { octet })).ToList();

        found.Should().Equal(new LogEvent(At, "größer"));
    }

    [Test]
    public void A_line_may_end_as_on_Windows() => Lines($"{Stamp} one\r\n{Stamp} t\rwo\r\n").Select(line => line.Message).Should().Equal("one", "t\rwo");

    [Test]
    public void The_last_line_needs_no_end() => Lines($"{Stamp} one\n{Stamp} two").Select(line => line.Message).Should().Equal("one", "two");

    [Test]
    public void An_empty_line_is_a_line() => Lines($"{Stamp} \n{Stamp} x\n").Select(line => line.Message).Should().Equal("", "x");

    [TestCase("no time at all\n")]
    [TestCase("\n")]
    [TestCase(" leading space\n")]
    [TestCase("word\n")]
    public void What_has_no_time_is_no_line(string garbage) => Lines(garbage + $"{Stamp} good\n").Should().Equal(new LogEvent(At, "good"));

    [Test]
    public void A_line_that_never_ends_is_cut_where_CloudWatch_would_cut_it()
    {
        var lines = new LogLines();
        var found = lines.Take(Encoding.UTF8.GetBytes($"{Stamp} {new string('x', 300 * 1024)}")).ToList();

        // 256 KiB with the time and the space after it
        found.Should().Equal(new LogEvent(At, new string('x', 256 * 1024 - Stamp.Length - 1)));
    }

    [Test]
    public void Docker_notes_the_time_anew_in_a_line_of_more_than_16_KiB()
    {
        var (first, second) = (new string('x', 16 * 1024), new string('y', 16 * 1024));

        Lines($"{Stamp} {first}{Stamp} {second}{Stamp} z\n{Stamp} next\n").Should().Equal(new LogEvent(At, $"{first}{second}z"), new LogEvent(At, "next"));
    }

    [Test]
    public void A_time_that_a_program_prints_is_its_own() => Lines($"{Stamp} at {Stamp} it began\n").Should().Equal(new LogEvent(At, $"at {Stamp} it began"));
}
