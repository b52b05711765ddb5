using System.Runtime.InteropServices;
using Workbook.Engine.Logs;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>
/// Where GetLogEvents reads, and in which direction. Tokens are as CloudWatch Logs writes them: <c>f/ID/s</c> goes on behind an event, <c>b/ID/s</c> before one; at
/// the end of a stream the same token comes back, with which a client asks for what comes later.
/// </summary>
/// <param name="From">The first place.</param>
/// <param name="To">The one behind the last.</param>
/// <param name="IsBackward">Whether the newest events there are wanted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventCursor(EventPlace From, EventPlace To, bool IsBackward)
{
    // Later than any time that a client means, and still a DateTimeOffset.
    private const long LastMillisecond = 253_402_300_799_999;

    /// <exception cref="ApiException">InvalidParameterException: the token is none.</exception>
    public static EventCursor Of(GetLogEventsRequest request)
    {
        var (from, to) = (At(request.StartTime, EventPlace.First), At(request.EndTime, EventPlace.Last));
        if (request.NextToken is not { } token) return new(from, to, request.StartFromHead != true);
        if (token is not [('f' or 'b') and var direction, '/', .. var id, '/', 's'] || EventPlace.TryParse(id) is not { } place)
            throw CloudWatchLogsErrors.InvalidParameter("The specified nextToken is invalid.");
        return direction == 'f'
            ? new(place > from ? place : from, to, IsBackward: false)
            : new(from, place < to ? place : to, IsBackward: true);
    }

    /// <summary>The place of a time of a request.</summary>
    public static EventPlace At(long? milliseconds, EventPlace otherwise) => milliseconds switch
    {
        null => otherwise,
        < 0 => EventPlace.First,
        > LastMillisecond => EventPlace.Last,
        { } time => EventPlace.Before(DateTimeOffset.FromUnixTimeMilliseconds(time)),
    };

    /// <summary>The tokens of a page: forward from behind its last event, backward from before its first. Of an empty page both are where it would have been.</summary>
    public (string Forward, string Backward) TokensAround(IReadOnlyList<StoredEvent> events)
    {
        var (first, last) = events.Count > 0 ? (events[0].Place, events[^1].Place.Next)
            : IsBackward && To < EventPlace.Last ? (To, To)
            : (From, From);
        return ($"f/{last}/s", $"b/{first}/s");
    }
}
