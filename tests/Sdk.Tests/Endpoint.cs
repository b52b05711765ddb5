using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.AutoScaling;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workbook.Sdk.Tests;

/// <summary>What the client sent.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The parameters of a form, each as <c>name=value</c>, without those that every request has.</summary>
    public IEnumerable<string> Parameters => Body.Split('&').Select(WebUtility.UrlDecode).Where(pair => !pair!.StartsWith("Action=", StringComparison.Ordinal) && !pair.StartsWith("Version=", StringComparison.Ordinal))!;
}

/// <summary>What the endpoint answers.</summary>
internal sealed record Answer(string Body, int Status = 200)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public string ContentType { get; init; } = "application/x-amz-json-1.1";

    public static Answer Xml(string body, int status = 200) => new(body, status) { ContentType = "text/xml" };

    public static Answer Error(string code, int status = 400, string more = "") =>
        new($$"""{"__type":"{{code}}","message":"It went wrong."{{more}}}""", status);
}

/// <summary>An HTTP endpoint on loopback that keeps what it receives and answers what the test has prepared.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<Received> _received = new();

    private Endpoint(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public IReadOnlyList<Received> All => [.. _received];

    public Received Last => _received.Last();

    /// <summary>Completes when a request has arrived that there is no answer for; it hangs until the caller gives up.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<Endpoint> StartAsync(params Answer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new Endpoint(builder.Build());
        foreach (var answer in answers) endpoint._answers.Enqueue(answer);
        endpoint._app.Run(endpoint.HandleAsync);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public AmazonECSClient Client(Action<AmazonECSConfig>? configure = null)
    {
        var config = new AmazonECSConfig { ServiceURL = Url, AuthenticationRegion = "eu-west-1" };
        configure?.Invoke(config);
        return new AmazonECSClient(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), config);
    }

    public AmazonEC2Client Ec2() =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonEC2Config { ServiceURL = Url, AuthenticationRegion = "eu-west-1" });

    public AmazonAutoScalingClient AutoScaling() =>
        new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonAutoScalingConfig { ServiceURL = Url, AuthenticationRegion = "eu-west-1" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _received.Enqueue(new(context.Request.Method, context.Request.Path, headers, body));
        if (!_answers.TryDequeue(out var answer))
        {
            Hanging.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(answer.Body);
        // In XML the id is in the body.
        if (answer.ContentType != "text/xml") context.Response.Headers["x-amzn-RequestId"] = $"request-{_received.Count}";
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
