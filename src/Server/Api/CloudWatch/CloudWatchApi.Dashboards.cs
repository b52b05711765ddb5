using Workbook.Orchestration.CloudWatch;
using Workbook.Server.Wire;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Server.Api.CloudWatch;

/// <summary>Dashboards, and the tags of these and of alarms.</summary>
internal sealed partial class CloudWatchApi
{
    public ValueTask<PutDashboardResponse> PutDashboardAsync(PutDashboardRequest request, RequestContext context)
    {
        clock.Stimulate();
        return store.UpdateAsync(context.Scope, (world, now) => (Dashboards.Put(world, request, now), new PutDashboardResponse { DashboardValidationMessages = [] }));
    }

    public ValueTask<GetDashboardResponse> GetDashboardAsync(GetDashboardRequest request, RequestContext context) =>
        Read(context).Dashboards.GetValueOrDefault(request.DashboardName!) is { } dashboard
            ? new(new GetDashboardResponse { DashboardArn = dashboard.Arn(context.Scope), DashboardBody = dashboard.Body, DashboardName = dashboard.Name })
            : throw CloudWatchErrors.DashboardNotFoundError($"Dashboard {request.DashboardName} does not exist");

    public ValueTask<ListDashboardsResponse> ListDashboardsAsync(ListDashboardsRequest request, RequestContext context)
    {
        var world = Read(context);
        var names = world.Dashboards.Keys.Where(name => request.DashboardNamePrefix is not { } prefix || name.StartsWith(prefix, StringComparison.Ordinal));
        var page = Paging.Of(names, request.NextToken, 1000, name => Entry(world.Dashboards[name], context), CloudWatchErrors.InvalidParameterValue, largest: 1000);
        return new(new ListDashboardsResponse { DashboardEntries = page.Items, NextToken = page.NextToken });
    }

    public ValueTask<DeleteDashboardsResponse> DeleteDashboardsAsync(DeleteDashboardsRequest request, RequestContext context) =>
        Write<DeleteDashboardsResponse>(context, (world, _) => Dashboards.Delete(world, request.DashboardNames!));

    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Write<TagResourceResponse>(context, (world, _) => CloudWatchTags.Tag(world, request));

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Write<UntagResourceResponse>(context, (world, _) => CloudWatchTags.Untag(world, request));

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        new(new ListTagsForResourceResponse { Tags = CloudWatchTags.Of(Read(context), request.ResourceARN!) });

    private static DashboardEntry Entry(CwDashboard dashboard, RequestContext context) => new()
    {
        DashboardName = dashboard.Name,
        DashboardArn = dashboard.Arn(context.Scope),
        LastModified = dashboard.ModifiedAt,
        Size = Dashboards.SizeOf(dashboard),
    };
}
