using System.Net.Http.Json;
using System.Text.Json;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;
using Workbook.Orchestration.Load;

namespace Workbook.Server.Tests.Admin;

/// <summary>POST load: what the simulated tasks of a service have to do.</summary>
internal sealed class LoadTests : AdminFixture
{
    protected override ClockMode Clock => ClockMode.Manual;

    [Test]
    public async Task It_is_what_CloudWatch_then_tells_of_the_service()
    {
        await CallAsync("CreateCluster", "{}");
        await CallAsync("RegisterTaskDefinition", """
            {"family":"web","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","containerDefinitions":[{"name":"app","image":"nginx"}]}
            """);
        await CallAsync("CreateService", """
            {"serviceName":"web","taskDefinition":"web","desiredCount":2,"launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-12345678"]}}}
            """);
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        (await PostAsync("""{"service":"web","cpu":256,"memory":{"shape":"constant","to":102.4}}""")).Status.Should().Be(200);
        var since = Aws.Engine.Clock.GetUtcNow();
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        using var client = new AmazonCloudWatchClient(new BasicAWSCredentials("test", "test"), new AmazonCloudWatchConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        // 256 units among two tasks of 256; of 512 MiB an idle task has a tenth, and 51.2 more are another.
        (await ReadAsync("CPUUtilization")).Should().HaveCountGreaterThan(2).And.OnlyContain(point => point.Average == 50 && point.SampleCount == 2 && point.Unit == StandardUnit.Percent);
        (await ReadAsync("MemoryUtilization")).Should().OnlyContain(point => Math.Abs(point.Average!.Value - 20) < 1e-9);

        async Task<List<Datapoint>> ReadAsync(string metric) => (await client.GetMetricStatisticsAsync(new()
        {
            Namespace = "AWS/ECS", MetricName = metric, Dimensions = [new() { Name = "ClusterName", Value = "default" }, new() { Name = "ServiceName", Value = "web" }],
            StartTime = since.UtcDateTime.AddMinutes(1), EndTime = since.UtcDateTime.AddMinutes(10), Period = 60, Statistics = ["Average", "SampleCount"],
        })).Datapoints;
    }

    [Test]
    public async Task It_ends_when_only_the_service_is_named()
    {
        await PostAsync("""{"service":"web","requests":{"shape":"wave","from":10,"to":100}}""");
        World.ServiceLoads["default/web"].Requests.Should().Be(new LoadCurve(LoadShape.Wave, 10, 100, TimeSpan.Zero, TimeSpan.FromDays(1)));
        await PostAsync("""{"service":"web"}""");
        World.ServiceLoads.Should().BeEmpty();
    }

    [TestCase("""{}""", "service is missing.")]
    [TestCase("""{"service":"web","cpu":-1}""", "cpu must be a number that is not negative.")]
    [TestCase("""{"service":"web","cpu":"much"}""", """cpu must be a number or a curve such as {"shape":"ramp","from":0,"to":1024,"overSeconds":600}.""")]
    [TestCase("""{"service":"web","cpu":{"shape":"ramp","to":5}}""", "cpu has no overSeconds.")]
    [TestCase("""{"service":"web","cpu":{"shape":"ramp"}}""", "cpu has no to.")]
    [TestCase("""{"service":"web","cpu":{"shape":"circle","to":5}}""", "The shape of cpu must be constant, ramp, spike or wave.")]
    [TestCase("""{"service":"web","cpu":{"shape":"spike","to":5,"overSeconds":1e300}}""", "overSeconds must be a number from 0 to 31622400.")]
    public async Task What_is_no_load_is_refused(string body, string message) => (await PostAsync(body)).Should().Be((400, message));

    private async Task<(int Status, string? Error)> PostAsync(string body)
    {
        using var answer = await Http.PostAsync(new Uri("/_workbook/load", UriKind.Relative), new StringContent(body));
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, json.TryGetProperty("error", out var error) ? error.GetString() : null);
    }
}
