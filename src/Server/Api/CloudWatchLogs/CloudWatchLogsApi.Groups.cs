using Workbook.Engine.Logs;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Log groups, their retention, and log streams.</summary>
internal sealed partial class CloudWatchLogsApi
{
    public ValueTask<CreateLogGroupResponse> CreateLogGroupAsync(CreateLogGroupRequest request, RequestContext context)
    {
        stimulate();
        logs.CreateGroup(context.Scope, LogGroups.Create(request, Now));
        return new(new CreateLogGroupResponse());
    }

    public ValueTask<DeleteLogGroupResponse> DeleteLogGroupAsync(DeleteLogGroupRequest request, RequestContext context)
    {
        stimulate();
        logs.DeleteGroup(context.Scope, LogNames.CheckGroup(request.LogGroupName!));
        return new(new DeleteLogGroupResponse());
    }

    public ValueTask<DescribeLogGroupsResponse> DescribeLogGroupsAsync(DescribeLogGroupsRequest request, RequestContext context)
    {
        if (request is { LogGroupNamePrefix: not null, LogGroupNamePattern: not null })
            throw CloudWatchLogsErrors.InvalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        var asked = request.LogGroupIdentifiers?.Select(each => LogNames.GroupIn(context.Scope, each, "logGroupIdentifiers")).ToHashSet(StringComparer.Ordinal);
        var found = logs.Groups(context.Scope)
            .Where(each => asked?.Contains(each.Group.Name) ?? true)
            .Where(each => request.LogGroupNamePrefix is not { } prefix || each.Group.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(each => request.LogGroupNamePattern is not { } pattern || each.Group.Name.Contains(pattern, StringComparison.Ordinal))
            .Where(each => request.LogGroupClass is not { } wanted || each.Group.Class == wanted)
            .Select(each => (each.Group.Name, LogView.Of(each.Group, each.Bytes, context.Scope)));
        var page = PageOf(found, request.NextToken, request.Limit);
        return new(new DescribeLogGroupsResponse { LogGroups = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<PutRetentionPolicyResponse> PutRetentionPolicyAsync(PutRetentionPolicyRequest request, RequestContext context) =>
        Change<PutRetentionPolicyResponse>(context, request.LogGroupName!, group => LogGroups.Retain(group, request.RetentionInDays!.Value));

    public ValueTask<DeleteRetentionPolicyResponse> DeleteRetentionPolicyAsync(DeleteRetentionPolicyRequest request, RequestContext context) =>
        Change<DeleteRetentionPolicyResponse>(context, request.LogGroupName!, group => group with { RetentionInDays = null });

    public ValueTask<PutLogGroupDeletionProtectionResponse> PutLogGroupDeletionProtectionAsync(PutLogGroupDeletionProtectionRequest request, RequestContext context) =>
        Change<PutLogGroupDeletionProtectionResponse>(context, LogNames.GroupIn(context.Scope, request.LogGroupIdentifier!), group => group with { IsProtected = request.DeletionProtectionEnabled!.Value });

    public ValueTask<CreateLogStreamResponse> CreateLogStreamAsync(CreateLogStreamRequest request, RequestContext context)
    {
        stimulate();
        logs.CreateStream(new(context.Scope, LogNames.CheckGroup(request.LogGroupName!), LogNames.Check(request.LogStreamName!, "logStreamName")));
        return new(new CreateLogStreamResponse());
    }

    public ValueTask<DeleteLogStreamResponse> DeleteLogStreamAsync(DeleteLogStreamRequest request, RequestContext context)
    {
        stimulate();
        logs.DeleteStream(new(context.Scope, LogNames.CheckGroup(request.LogGroupName!), LogNames.Check(request.LogStreamName!, "logStreamName")));
        return new(new DeleteLogStreamResponse());
    }

    public ValueTask<DescribeLogStreamsResponse> DescribeLogStreamsAsync(DescribeLogStreamsRequest request, RequestContext context)
    {
        var group = LogNames.GroupOf(context.Scope, request.LogGroupName, request.LogGroupIdentifier);
        var byTime = request.OrderBy == OrderBy.LastEventTime;
        if (byTime && request.LogStreamNamePrefix is not null) throw CloudWatchLogsErrors.InvalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
        var descending = request.Descending == true;
        var streams = logs.Streams(context.Scope, group)
            .Where(stream => request.LogStreamNamePrefix is not { } prefix || stream.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(stream => (Key: byTime ? $"{stream.LastEvent ?? 0:d20}{stream.Name}" : stream.Name, Stream: LogView.Of(stream, group, context.Scope)));
        var sorted = descending ? streams.OrderByDescending(pair => pair.Key, StringComparer.Ordinal) : streams.OrderBy(pair => pair.Key, StringComparer.Ordinal);
        var page = PageOf(sorted, request.NextToken, request.Limit, descending);
        return new(new DescribeLogStreamsResponse { LogStreams = page.Items, NextToken = page.NextToken });
    }
}
