using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.Tests.CloudWatchLogs;

/// <summary>What PutLogEvents takes, refuses, and leaves out.</summary>
internal sealed class LogEventRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static InputLogEvent At(TimeSpan age, string message = "x") => new() { Timestamp = (Now - age).ToUnixTimeMilliseconds(), Message = message };

    private static AcceptedEvents Accept(int? retention, params InputLogEvent[] events) => LogEventRules.Accept([.. events], retention, Now);

    private static string Refused(params InputLogEvent[] events) =>
        FluentActions.Invoking(() => Accept(null, events)).Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").Which.Message;

    [Test]
    public void Events_in_order_are_taken_also_those_of_one_moment() =>
        Accept(null, At(TimeSpan.FromHours(1)), At(TimeSpan.FromHours(1)), At(TimeSpan.Zero), At(-TimeSpan.FromHours(2))).Should().Be(new AcceptedEvents(0, 4, null));

    [Test]
    public void Events_out_of_order_are_refused() =>
        Refused(At(TimeSpan.Zero), At(TimeSpan.FromMilliseconds(1))).Should().Be("Log events in a single PutLogEvents request must be in chronological order.");

    [Test]
    public void Events_more_than_a_day_apart_are_refused()
    {
        Accept(null, At(TimeSpan.FromHours(24)), At(TimeSpan.Zero)).To.Should().Be(2);
        Refused(At(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1)), At(TimeSpan.Zero)).Should().Be("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }

    [Test]
    public void What_is_too_new_is_left_out_from_the_first_on() =>
        Accept(null, At(TimeSpan.Zero), At(-TimeSpan.FromHours(2)), At(-TimeSpan.FromHours(2) - TimeSpan.FromMilliseconds(1)), At(-TimeSpan.FromHours(3)))
            .Should().Be(new AcceptedEvents(0, 2, new() { TooNewLogEventStartIndex = 2 }));

    [Test]
    public void What_is_too_old_is_left_out_up_to_an_index_that_is_the_first_to_be_taken()
    {
        var fortnight = TimeSpan.FromDays(14);
        Accept(null, At(fortnight + TimeSpan.FromHours(2)), At(fortnight + TimeSpan.FromMilliseconds(1)), At(fortnight), At(fortnight - TimeSpan.FromHours(1)))
            .Should().Be(new AcceptedEvents(2, 4, new() { TooOldLogEventEndIndex = 2 }));
    }

    [Test]
    public void What_the_group_would_not_keep_is_expired() =>
        Accept(3, At(TimeSpan.FromDays(3.5)), At(TimeSpan.FromDays(3))).Should().Be(new AcceptedEvents(1, 2, new() { ExpiredLogEventEndIndex = 1 }));

    [Test]
    public void Of_a_request_with_nothing_that_can_be_taken_nothing_is() =>
        Accept(1, At(TimeSpan.FromDays(20))).Should().Be(new AcceptedEvents(1, 1, new() { TooOldLogEventEndIndex = 1, ExpiredLogEventEndIndex = 1 }));

    [Test]
    public void Sizes_count_bytes_and_26_more_for_each()
    {
        // 1,048,576 - 26 = 1,048,550
        Accept(null, At(TimeSpan.Zero, new('x', 1_048_550))).To.Should().Be(1);
        Refused(At(TimeSpan.Zero, new('x', 1_048_551))).Should().Be("Log event too large: 1048577 bytes exceeds limit of 1048576");
        // 2 * (500,000 + 26) + (48,498 + 26) = 1,048,576; é takes two bytes
        var halves = new string('x', 500_000);
        Accept(null, At(TimeSpan.Zero, halves), At(TimeSpan.Zero, halves), At(TimeSpan.Zero, new('é', 48_498 / 2))).To.Should().Be(3);
        Refused(At(TimeSpan.Zero, halves), At(TimeSpan.Zero, halves), At(TimeSpan.Zero, new('é', 48_500 / 2))).Should().Be("Upload too large: 1048578 bytes exceeds limit of 1048576");
    }
}
