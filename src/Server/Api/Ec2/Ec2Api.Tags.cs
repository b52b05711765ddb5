using Workbook.Orchestration.Ec2;
using Workbook.Server.Wire;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<TagDescription> s_tagFilters = new(_ => null)
    {
        ["key"] = tag => tag.Key,
        ["resource-id"] = tag => tag.ResourceId,
        ["resource-type"] = tag => tag.ResourceType,
        ["value"] = tag => tag.Value,
    };

    public ValueTask<CreateTagsResponse> CreateTagsAsync(CreateTagsRequest request, RequestContext context) =>
        Write<CreateTagsResponse>(context, request.DryRun, (world, _) => Ec2Tags.Create(world, request));

    public ValueTask<DeleteTagsResponse> DeleteTagsAsync(DeleteTagsRequest request, RequestContext context) =>
        Write<DeleteTagsResponse>(context, request.DryRun, (world, _) => Ec2Tags.Delete(world, request));

    public ValueTask<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, RequestContext context)
    {
        var all = Read(context).Ec2Resources.Values.SelectMany(resource => resource.Tags.Select(tag =>
            new TagDescription { ResourceId = resource.Id, ResourceType = resource.ResourceType, Key = tag.Key, Value = tag.Value }));
        var (page, token) = Ec2Page.Of(s_tagFilters.Apply(all, request.Filters), request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeTagsResponse { Tags = page, NextToken = token });
    }
}
