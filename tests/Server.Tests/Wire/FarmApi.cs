using Workbook.Server.Farm;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Farm;

namespace Workbook.Server.Tests.Wire;

/// <summary>A service that speaks EC2's dialect of Query.</summary>
internal sealed class FarmApi : IFarm
{
    public List<object> Requests { get; } = [];

    public ValueTask<DescribeFieldsResponse> DescribeFieldsAsync(DescribeFieldsRequest request, RequestContext context)
    {
        Requests.Add(request);
        return new(new DescribeFieldsResponse
        {
            Fields = (request.FieldIds ?? []).Select(id => new Field { FieldId = id, Crop = Crop.Rye, Sown = DateTimeOffset.UnixEpoch, Tags = [] }).ToValueList(),
        });
    }

    public ValueTask<PloughFieldResponse> PloughFieldAsync(PloughFieldRequest request, RequestContext context)
    {
        Requests.Add(request);
        return request.Crop == Crop.Oats ? throw FarmErrors.Create("InvalidCrop.NotFound", "No oats.") : new(new PloughFieldResponse { Return = true });
    }
}
