using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Engine.Tests.Time;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Logs;

/// <summary>Lines that are put together to events by <c>awslogs-multiline-pattern</c> and <c>awslogs-datetime-format</c>.</summary>
internal sealed class MultilineEventsTests
{
    private static LogConfiguration With(params (string Name, string Value)[] options) =>
        new() { LogDriver = LogDriver.Awslogs, Options = new ValueMap<string>(options.Select(option => new System.Collections.Generic.KeyValuePair<string, string>(option.Name, option.Value))) };

    private static List<string> Together(LogConfiguration configuration, params (double Second, string Text)[] lines)
    {
        var multiline = new MultilineEvents(MultilineEvents.StartOf(configuration)!);
        var events = lines.Select(line => multiline.Take(new(FakeMachine.Start + TimeSpan.FromSeconds(line.Second), line.Text))).ToList();
        events.Add(multiline.End());
        return [.. events.OfType<LogEvent>().Select(each => $"{(each.At - FakeMachine.Start).TotalSeconds:0} {each.Message.Replace("\n", "|", StringComparison.Ordinal)}")];
    }

    [Test]
    public void A_line_with_the_pattern_begins_an_event() =>
        Together(With(("awslogs-multiline-pattern", "^INFO")), (0, "cut off"), (1, "INFO a"), (1, " b"), (2, " c"), (3, "INFO d")).Should().Equal("0 cut off|", "1 INFO a| b| c|", "3 INFO d|");

    [TestCase("[%b %d, %Y %H:%M:%S]", "[Jan 05, 2026 23:59:01] up", "Jan 05, 2026")]
    [TestCase("%Y-%m-%dT%H:%M:%S%L%z", "2026-01-05T23:59:01.123+0100 up", "2026-01-05 23:59:01")]
    [TestCase("%I:%M %p", "11:30 PM up", "23:30")]
    [TestCase("100%%", "at 100% up", "at 100")]
    public void A_line_with_a_time_begins_an_event(string format, string beginning, string other) =>
        Together(With(("awslogs-datetime-format", format)), (0, beginning), (0, other), (0, beginning)).Should().Equal($"0 {beginning}|{other}|", $"0 {beginning}|");

    [Test]
    public void An_event_waits_five_seconds_for_more_and_grows_no_larger_than_an_event_may_be()
    {
        Together(With(("awslogs-multiline-pattern", "^x")), (0, "x"), (4.9, "a"), (5, "b"), (6, "c")).Should().Equal("0 x|a|", "5 b|c|");
        Together(With(("awslogs-multiline-pattern", "^x")), (0, "x" + new string('a', 600_000)), (0, new string('b', 600_000))).Should().HaveCount(2);
    }

    [Test]
    public void What_cannot_be_understood_is_told()
    {
        MultilineEvents.StartOf(With()).Should().BeNull();
        FluentActions.Invoking(() => MultilineEvents.StartOf(With(("awslogs-multiline-pattern", "(")))).Should().Throw<FormatException>().WithMessage("awslogs could not parse multiline pattern key \"(\": *");
    }
}
