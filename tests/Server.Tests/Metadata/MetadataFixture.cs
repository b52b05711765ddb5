using System.Net;
using System.Text;
using System.Text.Json;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Metadata;

namespace Workbook.Server.Tests.Metadata;

/// <summary>
/// An endpoint on 127.0.0.1 with an embedded engine behind it. The tests are the containers: they have what the runtime
/// would give them, their environment variables.
/// </summary>
internal abstract class MetadataFixture
{
    protected const string Secret = "the engine's identity";
    protected const string Role = "arn:aws:iam::000000000042:role/reader";
    private const string Signature = "AWS4-HMAC-SHA256 Credential=000000000042/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123";

    protected static AccountRegion Scope { get; } = new("000000000042", "us-east-1");

    protected static IReadOnlyList<AgentAddress> Here { get; } = [new(IPAddress.Loopback, "127.0.0.1")];

    protected LocalAws Aws { get; private set; } = null!;

    protected MetadataEndpoint Endpoint { get; private set; } = null!;

    protected MeasuredRuntime Runtime { get; } = new();

    protected HttpClient Http { get; } = new();

    protected World World => Aws.Engine.Store.Read(Scope);

    [OneTimeSetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        Endpoint = new MetadataEndpoint(Secret);
        await Endpoint.StartAsync(Aws.Engine.Store, Runtime, Here, CancellationToken.None);
        await CallAsync("CreateCluster", "{}");
        await CallAsync("RegisterContainerInstance", """
            {"totalResources":[{"name":"CPU","type":"INTEGER","integerValue":4096},{"name":"MEMORY","type":"INTEGER","integerValue":8192}],
             "tags":[{"key":"rack","value":"7"}]}
            """);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        Http.Dispose();
        await Endpoint.DisposeAsync();
        await Aws.DisposeAsync();
    }

    protected async Task<JsonElement> CallAsync(string operation, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Aws.Endpoint) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AmazonEC2ContainerServiceV20141113.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        await Aws.Engine.Clock.RestAsync();
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Registers the family, runs one task of it, and waits for it.</summary>
    /// <param name="definition">Members of RegisterTaskDefinition after the family.</param>
    /// <param name="options">Members of RunTask after the task definition.</param>
    /// <returns>The task's id.</returns>
    protected async Task<string> RunAsync(string family, string definition, string options)
    {
        await CallAsync("RegisterTaskDefinition", $$"""{"family":"{{family}}",{{definition}}}""");
        var run = await CallAsync("RunTask", $$"""{"taskDefinition":"{{family}}",{{options}}}""");
        run.GetProperty("failures").GetArrayLength().Should().Be(0, run.ToString());
        var arn = run.GetProperty("tasks")[0].GetProperty("taskArn").GetString()!;
        return arn[(arn.LastIndexOf('/') + 1)..];
    }

    /// <summary>A container on Fargate that reads its own role's credentials.</summary>
    protected Task<string> RunOnFargateAsync(string family, string containers = """[{"name":"app","image":"nginx"}]""", string role = $"\"taskRoleArn\":\"{Role}\",", string options = "") => RunAsync(
        family,
        $$"""{{role}}"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","executionRoleArn":"{{Role}}","containerDefinitions":{{containers}}""",
        """ "launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}} """ + options);

    protected RuntimeContainer Container(string taskId, string name = "app")
    {
        var task = World.Tasks[taskId];
        var definition = World.TaskDefinitions[task.DefinitionKey].Definition;
        var instance = task.ContainerInstanceId is { } id ? World.ContainerInstances[id] : null;
        return new(new(Scope, task, definition, instance), task.Container(name), Overrides.Of(definition, task.Overrides, name));
    }

    /// <summary>One of the container's environment variables.</summary>
    protected string Environment(string taskId, string variable, string container = "app") => Endpoint.EnvironmentOf(Container(taskId, container))[variable];

    protected string UriOf(string taskId, string container = "app") => Environment(taskId, "ECS_CONTAINER_METADATA_URI_V4", container);

    protected async Task<(int Status, string Body)> SendAsync(HttpMethod method, string uri, string? body = null)
    {
        using var request = new HttpRequestMessage(method, uri) { Content = body is null ? null : new StringContent(body) };
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    protected Task<(int Status, string Body)> GetAsync(string uri) => SendAsync(HttpMethod.Get, uri);

    protected async Task<JsonElement> JsonAsync(string uri)
    {
        var (status, body) = await GetAsync(uri);
        status.Should().Be(200, body);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The paths of all members in their order, such as <c>Networks.NetworkMode</c>; of a list those of its first element.</summary>
    protected static IEnumerable<string> MembersOf(JsonElement json, string prefix = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => MembersOf(member.Value, prefix + member.Name + ".").DefaultIfEmpty(prefix + member.Name)),
        JsonValueKind.Array => json.EnumerateArray().Take(1).SelectMany(element => MembersOf(element, prefix)),
        _ => [],
    };

    protected static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
