using Workbook.Engine.Logs;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;
using LogEvent = Workbook.Engine.Logs.LogEvent;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Log events: written, read from one stream, and searched for in many.</summary>
internal sealed partial class CloudWatchLogsApi
{
    private const int MostOfPage = 10_000;

    public async ValueTask<PutLogEventsResponse> PutLogEventsAsync(PutLogEventsRequest request, RequestContext context)
    {
        var stream = new LogStreamName(context.Scope, LogNames.CheckGroup(request.LogGroupName!), LogNames.Check(request.LogStreamName!, "logStreamName"));
        var group = logs.FindGroup(stream.Scope, stream.Group) ?? throw LogNames.NoGroup();
        var accepted = LogEventRules.Accept(request.LogEvents!, group.RetentionInDays, Now);
        var events = new LogEvent[accepted.To - accepted.From];
        for (var i = 0; i < events.Length; i++)
        {
            var each = request.LogEvents![accepted.From + i];
            events[i] = new(DateTimeOffset.FromUnixTimeMilliseconds(each.Timestamp!.Value), each.Message!);
        }
        stimulate();
        await logs.PutAsync(stream, events);
        return new PutLogEventsResponse { NextSequenceToken = LogView.SequenceToken, RejectedLogEventsInfo = accepted.Rejected };
    }

    public ValueTask<GetLogEventsResponse> GetLogEventsAsync(GetLogEventsRequest request, RequestContext context)
    {
        var stream = new LogStreamName(context.Scope, LogNames.GroupOf(context.Scope, request.LogGroupName, request.LogGroupIdentifier), LogNames.Check(request.LogStreamName!, "logStreamName"));
        var cursor = EventCursor.Of(request);
        var events = logs.Read(stream, cursor.From, cursor.To, request.Limit ?? MostOfPage, cursor.IsBackward);
        var (forward, backward) = cursor.TokensAround(events);
        return new(new GetLogEventsResponse { Events = events.Select(LogView.Of).ToValueList(), NextForwardToken = forward, NextBackwardToken = backward });
    }

    public ValueTask<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, RequestContext context)
    {
        var group = LogNames.GroupOf(context.Scope, request.LogGroupName, request.LogGroupIdentifier);
        if (request is { LogStreamNamePrefix: not null, LogStreamNames: not null })
            throw CloudWatchLogsErrors.InvalidParameter("LogStream name prefix and LogStream names are mutually exclusive parameters.");
        var pattern = LogFilters.Parse(request.FilterPattern);
        var names = request.LogStreamNames?.ToHashSet(StringComparer.Ordinal);
        if (names is not null)
        {
            var there = logs.Streams(context.Scope, group).Select(stream => stream.Name).ToHashSet(StringComparer.Ordinal);
            if (!names.IsSubsetOf(there)) throw LogNames.NoStream();
        }
        var descending = request.StartFromHead == false;
        var (from, to) = (EventCursor.At(request.StartTime, EventPlace.First), EventCursor.At(request.EndTime is long.MaxValue ? null : request.EndTime + 1, EventPlace.Last));
        if (request.NextToken is { } token)
        {
            var place = EventPlace.TryParse(token) ?? throw InvalidToken(token);
            (from, to) = descending ? (from, place) : (place, to);
        }
        var (events, next) = logs.Search(
            context.Scope, group, name => names?.Contains(name) ?? (request.LogStreamNamePrefix is not { } prefix || name.StartsWith(prefix, StringComparison.Ordinal)),
            pattern.Matches, from, to, request.Limit ?? MostOfPage, descending);
        return new(new FilterLogEventsResponse { Events = events.Select(LogView.Found).ToValueList(), SearchedLogStreams = [], NextToken = next?.ToString() });
    }
}
