using Workbook.Server.Wire;
using Workbook.Server.Zoo;
using Workbook.Shapes.Zoo;

namespace Workbook.Server.Tests.Wire;

/// <summary>A service that speaks Query, AWS JSON and CBOR, and gives back what it is given; washing is not served.</summary>
internal sealed class ZooApi : IZoo
{
    public List<object> Requests { get; } = [];

    public ValueTask<DescribeAnimalsResponse> DescribeAnimalsAsync(DescribeAnimalsRequest request, RequestContext context)
    {
        Requests.Add(request);
        return new(new DescribeAnimalsResponse { Animals = request.Animals });
    }

    public async ValueTask<FeedAnimalResponse> FeedAnimalAsync(FeedAnimalRequest request, RequestContext context)
    {
        await Task.Yield();
        Requests.Add(request);
        return request.Name == "lion" ? throw ZooErrors.HungryFault("The <lion> is \u0001 hungry.") : new();
    }
}
