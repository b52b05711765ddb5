using System.IO.Enumeration;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private const string AlwaysEnabled = "opt-in-not-required", NotOptedIn = "not-opted-in";

    // What an account of the standard partition sees: those that are on for every account, and those it would have to ask for.
    private static readonly string[] s_regions =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    private static readonly string[] s_optionalRegions =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
    ];

    public ValueTask<DescribeRegionsResponse> DescribeRegionsAsync(DescribeRegionsRequest request, RequestContext context)
    {
        var all = s_regions.Select(name => Region(name, AlwaysEnabled)).Concat(s_optionalRegions.Select(name => Region(name, NotOptedIn))).ToList();
        var names = request.RegionNames ?? [];
        if (names.FirstOrDefault(name => all.TrueForAll(region => region.RegionName != name)) is { } unknown)
            throw Ec2Errors.Create("InvalidParameterValue", $"Invalid region name: {unknown}");

        // A region that is asked for by name is shown even if the account has not opted in to it.
        var found = all
            .Where(region => names.Count > 0 ? names.Contains(region.RegionName!) : request.AllRegions == true || region.OptInStatus == AlwaysEnabled)
            .Where(region => (request.Filters ?? []).All(filter => Matches(region, filter)));
        return Answer(new DescribeRegionsResponse { Regions = found.ToValueList() });
    }

    private static Region Region(string name, string status) => new() { RegionName = name, Endpoint = $"ec2.{name}.amazonaws.com", OptInStatus = status };

    private static bool Matches(Region region, Filter filter)
    {
        var value = filter.Name switch
        {
            "region-name" => region.RegionName,
            "endpoint" => region.Endpoint,
            "opt-in-status" => region.OptInStatus,
            _ => throw Ec2Errors.Create("InvalidParameterValue", $"The filter '{filter.Name}' is invalid"),
        };
        return (filter.Values ?? []).Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: false));
    }
}
