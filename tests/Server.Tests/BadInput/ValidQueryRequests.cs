using Workbook.Server.Api.AutoScaling;
using Workbook.Server.Api.Ec2;

namespace Workbook.Server.Tests.BadInput;

/// <summary>
/// What <see cref="ValidRequests"/> is for ECS, for the services that speak Query. A request is the JSON of its
/// parameters, with the names that they have in a form.
/// </summary>
internal static class ValidQueryRequests
{
    public static readonly QueryService Ec2 = new("ec2", "2016-11-15", "", typeof(Ec2Api),
    [
        ("DescribeRegions", """{"AllRegions":true,"DryRun":false,"RegionName":["us-east-1","eu-west-1"],"Filter":[{"Name":"region-name","Value":["us-*","eu-west-1"]},{"Name":"opt-in-status","Value":["opt-in-not-required"]}]}"""),
    ]);

    public static readonly QueryService AutoScaling = new("autoscaling", "2011-01-01", ".member", typeof(AutoScalingApi),
    [
        ("DescribeAccountLimits", """{"Unknown":["a",{"b":1}]}"""),
    ]);

    public static IEnumerable<QueryService> All => [Ec2, AutoScaling];
}

/// <summary>A service that speaks Query.</summary>
/// <param name="SigningName">In the credential scope.</param>
/// <param name="Version">Of the API.</param>
/// <param name="Infix">What stands between a list's name and a number.</param>
/// <param name="Api">The class with the handlers.</param>
/// <param name="Requests">One valid request or more for each operation that is served.</param>
internal sealed record QueryService(string SigningName, string Version, string Infix, Type Api, IReadOnlyList<(string Operation, string Body)> Requests)
{
    public override string ToString() => SigningName;
}
