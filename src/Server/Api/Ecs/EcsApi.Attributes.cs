using Workbook.Orchestration.Capacity;
using Workbook.Server.Wire;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

internal sealed partial class EcsApi
{
    public ValueTask<PutAttributesResponse> PutAttributesAsync(PutAttributesRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, attributes) = AttributeRules.Put(world, request);
            return (next, new PutAttributesResponse { Attributes = attributes });
        });

    public ValueTask<DeleteAttributesResponse> DeleteAttributesAsync(DeleteAttributesRequest request, RequestContext context) =>
        Write(context, (world, _) =>
        {
            var (next, attributes) = AttributeRules.Delete(world, request);
            return (next, new DeleteAttributesResponse { Attributes = attributes });
        });

    public ValueTask<ListAttributesResponse> ListAttributesAsync(ListAttributesRequest request, RequestContext context)
    {
        var attributes = AttributeRules.List(Read(context), request).ToDictionary(each => each.Key, each => each.Attribute, StringComparer.Ordinal);
        var page = Paging.Of(attributes.Keys.Order(StringComparer.Ordinal), request.NextToken, request.MaxResults, key => attributes[key], EcsErrors.InvalidParameter);
        return Answer(new ListAttributesResponse { Attributes = page.Items, NextToken = page.NextToken });
    }
}
