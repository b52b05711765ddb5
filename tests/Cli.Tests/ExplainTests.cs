using System.Text.Json;
using Amazon.ECS;

namespace Workbook.Cli.Tests;

internal sealed class ExplainTests : ServedCluster
{
    private string _task = "";

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        await Ecs.CreateServiceAsync(new()
        {
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = 1,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        });
        using var http = new HttpClient();
        await http.PostAsync(new Uri(Address, "/_workbook/clock"), new StringContent("""{"advanceSeconds":60}"""));
        _task = (await Ecs.ListTasksAsync(new() { ServiceName = "web" })).TaskArns.Single();
    }

    [Test]
    public async Task The_chain_of_a_task_begins_with_the_reason_of_its_service()
    {
        var (exitCode, output) = await Command.RunAsync("explain", _task, "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(0, output);
        output.Should().MatchRegex(@"(?s)RUNNING.*start task .*why: 1 tasks? of ecs-svc/\d+ (is|are) desired.*pull the image of app.*container app runs.*the task is RUNNING");
    }

    [Test]
    public async Task The_same_comes_as_JSON_with_times_and_reasons()
    {
        var (exitCode, output) = await Command.RunAsync("explain", _task, "--json", "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(0, output);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("arn").GetString().Should().Be(_task);
        var chain = json.RootElement.GetProperty("chain").EnumerateArray().ToList();
        chain[0].GetProperty("why").GetString().Should().Contain("missing");
        chain.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).Should().BeInAscendingOrder();
        chain.Should().Contain(entry => !Has(entry, "why"), "what happened has no reason");
    }

    [Test]
    public async Task A_service_says_what_was_asked_of_it_and_what_its_events_said()
    {
        var (exitCode, output) = await Command.RunAsync("explain", "arn:aws:ecs:us-east-1:123456789012:service/default/web", "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(0, output);
        output.Should().MatchRegex(@"(?s)ACTIVE, 1 desired, 1 running.*begins: 1 tasks of web:1.*\(service web\) has started 1 tasks.*COMPLETED.*the service is steady");
    }

    private static bool Has(JsonElement entry, string name) => entry.TryGetProperty(name, out _);

    [TestCase("arn:aws:ecs:us-east-1:123456789012:task/default/00000000000000000000000000000000", "There is no task of that ARN")]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:cluster/default", "Nothing is decided about a cluster")]
    [TestCase("web", "'web' is not an ARN")]
    public async Task What_cannot_be_explained_is_said(string arn, string says)
    {
        var (exitCode, output) = await Command.RunAsync("explain", arn, "--endpoint", Address.AbsoluteUri);

        exitCode.Should().Be(1);
        output.Should().Contain(says);
    }

    [Test]
    public async Task Without_an_endpoint_it_says_how_to_start_one()
    {
        var (exitCode, output) = await Command.RunAsync("explain", _task, "--endpoint", "http://127.0.0.1:1");

        exitCode.Should().Be(1);
        output.Should().Contain("workbook start").And.NotContain("   at ");
    }
}
