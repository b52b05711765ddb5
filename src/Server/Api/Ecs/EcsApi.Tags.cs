using Workbook.Orchestration.Tagging;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<TagResourceResponse> TagResourceAsync(TagResourceRequest request, RequestContext context) =>
        Write(context, (world, _) => (ResourceTags.Tag(world, request), new TagResourceResponse()));

    public ValueTask<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, RequestContext context) =>
        Write(context, (world, _) => (ResourceTags.Untag(world, request), new UntagResourceResponse()));

    public ValueTask<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, RequestContext context) =>
        Answer(new ListTagsForResourceResponse { Tags = ResourceTags.Of(Read(context), request.ResourceArn) });
}
