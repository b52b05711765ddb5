using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Server.Tests.BadInput;

/// <summary>
/// The whole endpoint with something of everything in it (a cluster, a task definition, an instance, a task that runs),
/// on the automatic clock, so that what is set in motion also happens.
/// </summary>
internal abstract class BadInputFixture
{
    protected const string Target = "AmazonEC2ContainerServiceV20141113";
    protected const string Signature = "AWS4-HMAC-SHA256 Credential=000000000042/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123";

    protected static AccountRegion Scope { get; } = new("000000000042", "us-east-1");

    protected LocalAws Aws { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected World World => Aws.Engine.Store.Read(Scope);

    protected string TaskArn => Arn.Task(Scope, "default", World.Tasks.Keys.First()).ToString();

    protected string InstanceArn => Arn.ContainerInstance(Scope, "default", World.ContainerInstances.Keys.First()).ToString();

    [OneTimeSetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        Http = new HttpClient { BaseAddress = Aws.Endpoint };
        await AcceptedAsync("CreateCluster", "{}");
        await AcceptedAsync("RegisterTaskDefinition", """{"family":"web","containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}""");
        await AcceptedAsync("RegisterContainerInstance", """{"totalResources":[{"name":"CPU","type":"INTEGER","integerValue":4096},{"name":"MEMORY","type":"INTEGER","integerValue":4096}]}""");
        await AcceptedAsync("RunTask", """{"taskDefinition":"web","enableExecuteCommand":true}""");
        await RunningAsync(TaskArn);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        Http.Dispose();
        Aws.Engine.Failure.Should().BeNull();
        await Aws.DisposeAsync();
    }

    protected static HttpRequestMessage Request(string operation, byte[] body, string? signature = Signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{Target}.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        if (signature is not null) request.Headers.TryAddWithoutValidation("Authorization", signature);
        return request;
    }

    protected Task<Reply> SendAsync(string operation, string body) => SendAsync(Request(operation, Encoding.UTF8.GetBytes(body)));

    protected async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Contains("x-amzn-RequestId"));
        }
    }

    /// <summary>The request gets that error, and nothing has changed.</summary>
    protected async Task RefusedAsync(Func<Task<Reply>> send, string code, int status = 400)
    {
        var before = World;
        var reply = await send();
        (reply.Status, reply.Code).Should().Be((status, code), reply.Body);
        reply.Message.Should().NotBeNullOrWhiteSpace();
        reply.HasRequestId.Should().BeTrue();
        World.Should().BeSameAs(before);
    }

    protected async Task AcceptedAsync(string operation, string body)
    {
        var reply = await SendAsync(operation, body);
        reply.Status.Should().Be(200, reply.Body);
    }

    /// <summary>Waits until the task runs: the engine still does its work.</summary>
    protected Task RunningAsync(string arn) => ReachesAsync(arn, EcsTaskStatus.Running);

    /// <inheritdoc cref="RunningAsync"/>
    protected Task StoppedAsync(string arn) => ReachesAsync(arn, EcsTaskStatus.Stopped);

    private async Task ReachesAsync(string arn, EcsTaskStatus status)
    {
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        var patience = Stopwatch.StartNew();
        while (World.Tasks[id].LastStatus != status)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(20)) Assert.Fail($"{arn} did not become {status}: it is {World.Tasks[id]}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        await Aws.Engine.Clock.RestAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Reply(int Status, string Body, bool HasRequestId)
{
    public string? Code => Member("__type");

    public string? Message => Member("message");

    private string? Member(string name)
    {
        try
        {
            return JsonDocument.Parse(Body).RootElement.GetProperty(name).GetString();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
