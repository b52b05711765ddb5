using System.Runtime.InteropServices;
using System.Text;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs;

/// <summary>Which events of a PutLogEvents request are taken.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The one behind the last.</param>
/// <param name="Rejected">Which were not; null when all were taken.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AcceptedEvents(int From, int To, RejectedLogEventsInfo? Rejected);

/// <summary>What PutLogEvents takes (see its API reference): a request is refused as a whole, or events that are too old or too new are left out and named.</summary>
public static class LogEventRules
{
    /// <summary>What each event counts beside its message, in bytes.</summary>
    public const int BytesBeside = 26;

    /// <summary>How large an event may be, and all of a request together, in bytes.</summary>
    public const int MostBytes = 1_048_576;

    private static readonly TimeSpan Future = TimeSpan.FromHours(2), Past = TimeSpan.FromDays(14), Span = TimeSpan.FromHours(24);

    /// <summary>How much of the limit an event takes: its message in UTF-8 and 26 bytes.</summary>
    public static int SizeOf(string message) => Encoding.UTF8.GetByteCount(message) + BytesBeside;

    /// <param name="events">In the order of the request.</param>
    /// <param name="retentionInDays">Of the log group; null keeps events for ever.</param>
    /// <param name="now">When they came.</param>
    /// <exception cref="ApiException">InvalidParameterException: they are too large, not in order, or more than a day apart.</exception>
    public static AcceptedEvents Accept(ValueList<InputLogEvent> events, int? retentionInDays, DateTimeOffset now)
    {
        CheckSizes(events);
        for (var i = 1; i < events.Count; i++)
        {
            if (events[i].Timestamp < events[i - 1].Timestamp)
                throw CloudWatchLogsErrors.InvalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
        }
        if (events[events.Count - 1].Timestamp!.Value - events[0].Timestamp!.Value > (long)Span.TotalMilliseconds)
            throw CloudWatchLogsErrors.InvalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");

        // They are in order: what is too old comes first, what is too new last.
        var tooOld = CountBefore(events, now - Past);
        var expired = retentionInDays is { } days ? CountBefore(events, now - TimeSpan.FromDays(days)) : 0;
        var tooNew = CountBefore(events, now + Future + TimeSpan.FromMilliseconds(1));
        var from = Math.Max(tooOld, expired);
        var rejected = from > 0 || tooNew < events.Count
            ? new RejectedLogEventsInfo
            {
                TooOldLogEventEndIndex = tooOld > 0 ? tooOld : null,
                ExpiredLogEventEndIndex = expired > 0 ? expired : null,
                TooNewLogEventStartIndex = tooNew < events.Count ? tooNew : null,
            }
            : null;
        return new(from, Math.Max(from, tooNew), rejected);
    }

    private static void CheckSizes(ValueList<InputLogEvent> events)
    {
        var all = 0L;
        foreach (var each in events)
        {
            var size = SizeOf(each.Message!);
            if (size > MostBytes) throw CloudWatchLogsErrors.InvalidParameter($"Log event too large: {size} bytes exceeds limit of {MostBytes}");
            all += size;
        }
        if (all > MostBytes) throw CloudWatchLogsErrors.InvalidParameter($"Upload too large: {all} bytes exceeds limit of {MostBytes}");
    }

    private static int CountBefore(ValueList<InputLogEvent> events, DateTimeOffset time)
    {
        var (count, milliseconds) = (0, time.ToUnixTimeMilliseconds());
        while (count < events.Count && events[count].Timestamp < milliseconds) count++;
        return count;
    }
}
