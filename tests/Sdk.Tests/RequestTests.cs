using System.Text.Json.Nodes;
using Amazon;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime.Documents;

namespace Workbook.Sdk.Tests;

public sealed class RequestTests
{
    [Test]
    public async Task A_call_is_a_signed_post_that_names_its_operation()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = endpoint.Client();

        await client.DescribeClustersAsync(new DescribeClustersRequest { Clusters = ["default"] });

        var sent = endpoint.Last;
        sent.Method.Should().Be("POST");
        sent.Path.Should().Be("/");
        sent.Headers["X-Amz-Target"].Should().Be("AmazonEC2ContainerServiceV20141113.DescribeClusters");
        sent.Headers["Content-Type"].Should().Be("application/x-amz-json-1.1");
        sent.Headers["X-Amz-Date"].Should().MatchRegex("^[0-9]{8}T[0-9]{6}Z$");
        sent.Headers["User-Agent"].Should().Contain("aws-sdk-dotnet");
        sent.Headers["Authorization"].Should().MatchRegex(
            "^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/ecs/aws4_request, SignedHeaders=[^,]*host[^,]*x-amz-target[^,]*, Signature=[0-9a-f]{64}$");
        sent.Body.Should().Be("""{"clusters":["default"]}""");
    }

    [Test]
    public async Task Members_that_are_not_set_are_not_sent()
    {
        Same(
            await SentAsync(new CreateServiceRequest { ServiceName = "web", DesiredCount = 0, EnableECSManagedTags = false }),
            """{"desiredCount":0,"enableECSManagedTags":false,"serviceName":"web"}""");
    }

    [Test]
    public async Task An_empty_collection_is_sent_when_set()
    {
        Same(
            await SentAsync(new CreateServiceRequest { LoadBalancers = [], DeploymentConfiguration = new() { Alarms = new() } }),
            """{"deploymentConfiguration":{"alarms":{}},"loadBalancers":[]}""");
    }

    [Test, NonParallelizable]
    public async Task An_empty_collection_is_not_sent_where_collections_are_initialised()
    {
        AWSConfigs.InitializeCollections = true;
        try
        {
            var request = new CreateServiceRequest { ServiceName = "web" };
            request.LoadBalancers.Should().BeEmpty();
            Same(await SentAsync(request), """{"serviceName":"web"}""");
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }

    [Test]
    public async Task Every_kind_of_value_has_its_form()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"), new Answer("{}"), new Answer("{}"));
        using var client = endpoint.Client();

        await client.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = "web \u00e9 \"quoted\"",
            NetworkMode = NetworkMode.Awsvpc,
            RequiresCompatibilities = ["FARGATE"],
            ContainerDefinitions =
            [
                new ContainerDefinition
                {
                    Name = "app",
                    Essential = true,
                    Memory = 512,
                    DockerLabels = new() { ["team"] = "blue" },
                    LogConfiguration = new LogConfiguration { LogDriver = LogDriver.JsonFile, Options = new() { ["max-size"] = "10m" } },
                    RestartPolicy = new ContainerRestartPolicy { Enabled = true, IgnoredExitCodes = [0, 137] },
                },
            ],
        });
        Same(endpoint.Last.Json, """
            {"family":"web é \"quoted\"","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{
              "name":"app","essential":true,"memory":512,"dockerLabels":{"team":"blue"},
              "logConfiguration":{"logDriver":"json-file","options":{"max-size":"10m"}},
              "restartPolicy":{"enabled":true,"ignoredExitCodes":[0,137]}}]}
            """);

        await client.PutAttributesAsync(new PutAttributesRequest());
        endpoint.Last.Body.Should().Be("{}");

        await client.UpdateServiceAsync(new UpdateServiceRequest
        {
            DeploymentConfiguration = new DeploymentConfiguration
            {
                CanaryConfiguration = new CanaryConfiguration { CanaryPercent = 12.5, CanaryBakeTimeInMinutes = 3 },
                LifecycleHooks =
                [
                    new DeploymentLifecycleHook
                    {
                        HookDetails = new Document(new Dictionary<string, Document> { ["retries"] = 3, ["dryRun"] = true, ["names"] = new Document("a", "b") }),
                    },
                    new DeploymentLifecycleHook { RoleArn = "arn" },
                ],
            },
        });
        Same(endpoint.Last.Json, """
            {"deploymentConfiguration":{"canaryConfiguration":{"canaryPercent":12.5,"canaryBakeTimeInMinutes":3},
              "lifecycleHooks":[{"hookDetails":{"retries":3,"dryRun":true,"names":["a","b"]}},{"roleArn":"arn"}]}}
            """);
    }

    [Test]
    public async Task A_time_is_sent_as_seconds_since_1970()
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = endpoint.Client();

        await client.SubmitTaskStateChangeAsync(new SubmitTaskStateChangeRequest { PullStartedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) });

        endpoint.Last.Body.Should().Be("""{"pullStartedAt":1767323045}""");
    }

    [Test]
    public async Task An_idempotency_token_is_made_up_and_the_same_on_a_retry()
    {
        await using var endpoint = await Endpoint.StartAsync(Answer.Error("ServerException", 500), new Answer("{}"), new Answer("{}"));
        using var client = endpoint.Client();

        await client.RunTaskAsync(new RunTaskRequest { TaskDefinition = "web" });
        var tokens = endpoint.All.Select(sent => (string)sent.Json["clientToken"]!).ToList();
        tokens.Should().HaveCount(2);
        Guid.TryParse(tokens[0], out _).Should().BeTrue();
        tokens[1].Should().Be(tokens[0]);

        await client.RunTaskAsync(new RunTaskRequest { TaskDefinition = "web", ClientToken = "mine" });
        ((string)endpoint.Last.Json["clientToken"]!).Should().Be("mine");
    }

    private static async Task<JsonObject> SentAsync(CreateServiceRequest request)
    {
        await using var endpoint = await Endpoint.StartAsync(new Answer("{}"));
        using var client = endpoint.Client();
        await client.CreateServiceAsync(request);
        return endpoint.Last.Json;
    }

    private static void Same(JsonObject actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).Should().BeTrue("it is {0}", actual.ToJsonString());
}
