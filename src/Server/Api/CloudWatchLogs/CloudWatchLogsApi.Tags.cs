using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Server.Api.CloudWatchLogs;

/// <summary>Tags of log groups, by ARN and, as it was once, by name.</summary>
internal sealed partial class CloudWatchLogsApi
{
    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Change<TagResourceResponse>(context, GroupOfArn(request.ResourceArn!, context), group => LogGroups.Tag(group, request.Tags!));

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Change<UntagResourceResponse>(context, GroupOfArn(request.ResourceArn!, context), group => LogGroups.Untag(group, request.TagKeys!));

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        new(new ListTagsForResourceResponse { Tags = TagsOf(GroupOfArn(request.ResourceArn!, context), context) });

    public ValueTask<TagLogGroupResponse> TagLogGroupAsync(TagLogGroupRequest request, RequestContext context) =>
        Change<TagLogGroupResponse>(context, request.LogGroupName!, group => LogGroups.Tag(group, request.Tags!));

    public ValueTask<UntagLogGroupResponse> UntagLogGroupAsync(UntagLogGroupRequest request, RequestContext context) =>
        Change<UntagLogGroupResponse>(context, request.LogGroupName!, group => LogGroups.Untag(group, request.Tags!));

    public ValueTask<ListTagsLogGroupResponse> ListTagsLogGroupAsync(ListTagsLogGroupRequest request, RequestContext context) =>
        new(new ListTagsLogGroupResponse { Tags = TagsOf(LogNames.CheckGroup(request.LogGroupName!), context) });

    private ValueMap<string> TagsOf(string group, RequestContext context) => (logs.FindGroup(context.Scope, group) ?? throw LogNames.NoGroup()).Tags;

    private static string GroupOfArn(string arn, RequestContext context) => LogNames.GroupOfArn(context.Scope, arn) ?? throw LogNames.NoGroup();
}
