using System.Net;
using Workbook.Engine.Runtimes;
using Workbook.Server.Metadata;

namespace Workbook.Server.Tests.Metadata;

/// <summary>Where the endpoint is, what can be asked for there, and by whom.</summary>
internal sealed class ReachTests : MetadataFixture
{
    [Test]
    public async Task TheEnvironmentOfAContainer()
    {
        var fargate = Endpoint.EnvironmentOf(Container(await RunOnFargateAsync("variables")));
        fargate.Keys.Should().Equal(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV", "AWS_REGION",
            "ECS_AGENT_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4");
        fargate["AWS_EXECUTION_ENV"].Should().Be("AWS_ECS_FARGATE");
        (fargate["AWS_REGION"], fargate["AWS_DEFAULT_REGION"]).Should().Be(("us-east-1", "us-east-1"));
        var authority = Endpoint.Port == 80 ? "127.0.0.1" : $"127.0.0.1:{Endpoint.Port}";
        fargate["ECS_CONTAINER_METADATA_URI_V4"].Should().MatchRegex($"^http://{authority}/v4/[0-9a-f]{{32}}-[0-9]{{20}}$");
        fargate["ECS_AGENT_URI"].Should().Be(fargate["ECS_CONTAINER_METADATA_URI_V4"].Replace("/v4/", "/api/"));

        var id = await RunAsync("machine", """ "containerDefinitions":[{"name":"app","image":"nginx","memory":16}] """, """ "launchType":"EC2" """);
        var ec2 = Endpoint.EnvironmentOf(Container(id));
        ec2.Keys.Should().Equal("AWS_EXECUTION_ENV", "ECS_AGENT_URI", "ECS_CONTAINER_METADATA_URI", "ECS_CONTAINER_METADATA_URI_V4");
        ec2["AWS_EXECUTION_ENV"].Should().Be("AWS_ECS_EC2");
        ec2["ECS_CONTAINER_METADATA_URI_V4"].Should().MatchRegex($"^http://{authority}/v4/[0-9a-f]{{8}}-[0-9a-f]{{4}}-4[0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}$");
    }

    [Test]
    public async Task UnknownIds()
    {
        var root = await RootAsync();
        const string noContainer = "unable to get container ID from request: unable to get docker ID from v3 endpoint ID: bad", noTask = "unable to get task arn from request: unable to get task Arn from v3 endpoint ID: bad";
        (await GetAsync(root + "/v4/bad")).Should().Be((404, $"\"V4 container metadata handler: {noContainer}\""));
        (await GetAsync(root + "/v4/bad/task")).Should().Be((404, $"\"V4 task metadata handler: {noTask}\""));
        (await GetAsync(root + "/v4/bad/taskWithTags")).Should().Be((404, $"\"V4 task metadata handler: {noTask}\""));
        (await GetAsync(root + "/v4/bad/stats")).Should().Be((404, $"\"V4 container stats handler: {noTask}\""));
        (await GetAsync(root + "/v4/bad/task/stats")).Should().Be((404, $"\"V4 task stats handler: {noTask}\""));
        (await GetAsync(root + "/v3/bad")).Should().Be((400, $"\"V3 container metadata handler: {noContainer}\""));
        (await GetAsync(root + "/v3/bad/task/stats")).Should().Be((400, $"\"V3 task stats handler: {noTask}\""));
    }

    [TestCase("/")]
    [TestCase("/v4")]
    [TestCase("/v4/bad/")]
    [TestCase("/v4/bad/tasks/stats/more")]
    [TestCase("/v4/bad/task/")]
    [TestCase("/v1/credentials")]
    [TestCase("/api/bad/fault/v1/network-latency")]
    [TestCase("/_workbook/health")]
    [TestCase("/_workbook/reset")]
    public async Task OtherPaths(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            (await SendAsync(method, await RootAsync() + path)).Should().Be((404, "404 page not found\n"));
    }

    [Test]
    public async Task TheApiIsNotThere()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, await RootAsync() + "/") { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        using var response = await Http.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).Should().Be("404 page not found\n");
        response.Headers.Contains("x-amzn-RequestId").Should().BeFalse();
    }

    [Test]
    public async Task AnIdOpensOnlyItsOwnTask()
    {
        var (one, other) = (await RunOnFargateAsync("one"), await RunOnFargateAsync("other"));
        var paths = new[] { one, other }.Select(id => new Uri(UriOf(id)).AbsolutePath).ToList();
        paths.Should().OnlyHaveUniqueItems();
        (await JsonAsync(UriOf(one) + "/task")).GetProperty("TaskARN").GetString().Should().EndWith(one);
        (await JsonAsync(UriOf(other) + "/task")).GetProperty("TaskARN").GetString().Should().EndWith(other);
        var guessed = UriOf(one).Replace(one, other);
        (await GetAsync(guessed)).Status.Should().Be(404, "the number of one task is nothing to another");
        (await GetAsync(await RootAsync() + "/v4/" + other)).Status.Should().Be(404);
        (await GetAsync(await RootAsync() + "/v4/" + World.Tasks[other].Containers[0].RuntimeId)).Status.Should().Be(404, "everybody can see the id in the runtime");
        await using var stranger = new MetadataEndpoint("another secret");
        await stranger.StartAsync(Aws.Engine.Store, Runtime, Here, CancellationToken.None);
        new Uri(stranger.EnvironmentOf(Container(one))["ECS_CONTAINER_METADATA_URI_V4"]).AbsolutePath.Should().NotBe(paths[0]);
    }

    [Test]
    public async Task ContainersOutliveTheEngine()
    {
        var id = await RunOnFargateAsync("survivor");
        var first = new MetadataEndpoint(Secret);
        await first.StartAsync(Aws.Engine.Store, Runtime, Here, CancellationToken.None);
        var environment = first.EnvironmentOf(Container(id));
        var port = first.Port!.Value;
        await first.DisposeAsync();
        first.Port.Should().BeNull();
        first.EnvironmentOf(Container(id)).Should().BeEmpty();

        await using var second = new MetadataEndpoint(Secret, port);
        await second.StartAsync(Aws.Engine.Store, Runtime, Here, CancellationToken.None);

        second.Port.Should().Be(port);
        (await JsonAsync(environment["ECS_CONTAINER_METADATA_URI_V4"])).GetProperty("Name").GetString().Should().Be("app", "it is known before any container was started by this engine");
        (await JsonAsync(environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"])).GetProperty("RoleArn").GetString().Should().Be(Role);
        second.EnvironmentOf(Container(id)).Should().Equal(environment);
    }

    [Test]
    public async Task AnotherAddressOrPortIsTaken()
    {
        var id = await RunOnFargateAsync("elsewhere");
        // 192.0.2.0/24 is nobody's (RFC 5737); the port is this fixture's own.
        await using var endpoint = new MetadataEndpoint(Secret, Endpoint.Port!.Value);
        await endpoint.StartAsync(Aws.Engine.Store, Runtime, [new(IPAddress.Parse("192.0.2.1"), "nowhere"), new(IPAddress.Loopback, "localhost")], CancellationToken.None);
        endpoint.Port.Should().NotBeNull().And.NotBe(Endpoint.Port);
        var uri = new Uri(endpoint.EnvironmentOf(Container(id))["ECS_CONTAINER_METADATA_URI_V4"]);
        (uri.Host, uri.Port).Should().Be(("localhost", endpoint.Port!.Value));
        (await JsonAsync(uri.ToString())).GetProperty("Name").GetString().Should().Be("app");
    }

    [Test]
    public async Task WithoutAnAddressContainersAreToldNothing()
    {
        var id = await RunOnFargateAsync("unheard");
        foreach (var addresses in new AgentAddress[][] { [], [new(IPAddress.Parse("192.0.2.1"), "nowhere")] })
        {
            await using var endpoint = new MetadataEndpoint(Secret);
            await endpoint.StartAsync(Aws.Engine.Store, Runtime, addresses, CancellationToken.None);
            endpoint.Port.Should().BeNull();
            endpoint.EnvironmentOf(Container(id)).Should().BeEmpty();
        }
    }

    [Test]
    public async Task WhoIsForgottenIsUnknown()
    {
        var id = await RunOnFargateAsync("forgotten");
        var uri = UriOf(id);
        await CallAsync("StopTask", $$"""{"task":"{{id}}"}""");
        (await JsonAsync(uri)).GetProperty("KnownStatus").GetString().Should().Be("STOPPED");
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromHours(2), CancellationToken.None);
        (await GetAsync(uri)).Status.Should().Be(404);
    }

    [Test]
    public async Task TheMethodMattersOnlyWhereSomethingChanges()
    {
        var uri = UriOf(await RunOnFargateAsync("poster"));
        var before = World;
        (await SendAsync(HttpMethod.Post, uri, "{}")).Should().Be(await GetAsync(uri));
        (await SendAsync(HttpMethod.Head, uri)).Should().Be((200, ""));
        World.Should().BeSameAs(before);
    }

    private async Task<string> RootAsync() => new Uri(UriOf(await RunOnFargateAsync("root"))).GetLeftPart(UriPartial.Authority);
}
