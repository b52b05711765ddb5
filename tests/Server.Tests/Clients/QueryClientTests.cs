using System.Text.Json;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The services that speak Query, through every client: one call of each dialect, and an error.</summary>
internal sealed class QueryClientTests() : ClientFixture(ClockMode.Automatic)
{
    [Test]
    public async Task DotNet()
    {
        var credentials = new BasicAWSCredentials(NewAccount(), "secret");
        using var ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        using var scaling = new AmazonAutoScalingClient(credentials, new AmazonAutoScalingConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });

        var regions = await ec2.DescribeRegionsAsync(new DescribeRegionsRequest { Filters = [new Filter("endpoint", ["ec2.eu-west-1.*"]), new Filter("region-name", ["eu-west-1", "eu-west-2"])] });
        regions.Regions.Should().ContainSingle().Which.RegionName.Should().Be("eu-west-1");
        regions.ResponseMetadata.RequestId.Should().MatchRegex("^[0-9a-f-]{36}$");
        (await ec2.DescribeRegionsAsync()).Regions.Should().HaveCountGreaterThan(10);
        var refused = (await ec2.Invoking(client => client.DescribeRegionsAsync(new DescribeRegionsRequest { RegionNames = ["mars-1"] })).Should().ThrowExactlyAsync<AmazonEC2Exception>()).Which;
        (refused.ErrorCode, refused.StatusCode).Should().Be(("InvalidParameterValue", System.Net.HttpStatusCode.BadRequest));

        (await scaling.DescribeAccountLimitsAsync()).MaxNumberOfAutoScalingGroups.Should().BeGreaterThan(0);
    }

    [Test]
    public async Task Cli()
    {
        var aws = ClientProgram.Find("aws", "apt-get install awscli");
        var regions = await CliAsync(aws, "ec2", "describe-regions", "--all-regions", "--filters", "Name=region-name,Values=eu-south-*", "--query", "Regions[].RegionName");
        JsonSerializer.Deserialize<string[]>(regions.Succeeded().Output).Should().Equal("eu-south-1", "eu-south-2");
        (await CliAsync(aws, "ec2", "describe-regions", "--region-names", "mars-1")).Error.Trim()
            .Should().StartWith("An error occurred (InvalidParameterValue) when calling the DescribeRegions operation: ");
        (await CliAsync(aws, "autoscaling", "describe-account-limits")).Succeeded().Output.Should().Contain("MaxNumberOfAutoScalingGroups");
    }

    [Test]
    public async Task Boto3()
    {
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, await PythonWithBoto3Async(), Source("query.py"))).Succeeded();
    }

    [Test]
    public async Task JavaScript()
    {
        var node = await NodeWithAwsSdkAsync();
        (await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, node, "--test", Source("js/query.mjs"))).Succeeded();
    }

    private Task<ProgramResult> CliAsync(string program, params string[] arguments) => ClientProgram.RunAsync(
        Aws.Endpoint, NewAccount(), Region, program, ["--endpoint-url", Aws.Endpoint.ToString(), "--output", "json", .. arguments]);
}
