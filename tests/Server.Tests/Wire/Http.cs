using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workbook.Server.Ecs;
using Workbook.Server.Wire;

namespace Workbook.Server.Tests.Wire;

/// <summary>The endpoint behind a real Kestrel on a free port, and a client that speaks raw HTTP to it.</summary>
internal sealed class Http : IAsyncDisposable
{
    public const string Target = "AmazonEC2ContainerServiceV20141113";
    public const string Signed = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123";

    private readonly WebApplication _app;

    private Http(WebApplication app, Uri address, RecordingLogger log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    public RecordingLogger Log { get; }

    public static Task<Http> StartAsync(IEcs service) => StartAsync(new EcsBinding(service));

    public static async Task<Http> StartAsync(params IServiceBinding[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var log = new RecordingLogger();
        var count = 0;
        var endpoint = new AwsEndpoint(
            services,
            () => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{Interlocked.Increment(ref count):x12}"),
            log);
        app.Run(endpoint.HandleAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Http(app, new Uri(address), log);
    }

    public Task<Answer> CallAsync(string operation, string body) => CallAsync(operation, Encoding.UTF8.GetBytes(body));

    public Task<Answer> CallAsync(string operation, byte[] body) => SendAsync(Request(operation, body));

    public static HttpRequestMessage Request(string operation, byte[] body, string? authorization = Signed)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", $"{Target}.{operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        request.Dispose();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Code => Json.GetProperty("__type").GetString()!;

    public string Message => Json.GetProperty("message").GetString()!;
}

internal sealed class RecordingLogger : ILogger<AwsEndpoint>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Lines) Lines.Add($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
    }
}
