using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>Sends calls over one pool of connections, and turns error statuses into exceptions.</summary>
internal sealed class EngineApi : IDisposable
{
    private readonly ClientOptions options;
    private readonly EngineTransport transport;
    private readonly HttpMessageInvoker pool;

    public EngineApi(ClientOptions options)
    {
        this.options = options;
        transport = EngineTransport.To(options);
        pool = transport.Connect();
    }

    public static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    public static StreamContent Tar(Stream stream) => new(stream) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };

    /// <summary>Sends a call whose answer has nothing to say but its status.</summary>
    public async Task<HttpStatusCode> SendAsync(Call call, CancellationToken cancellationToken)
    {
        using var limit = Limit(call, cancellationToken);
        using var response = await SendAsync(pool, call, limit.Token);
        // To the end, so that the connection can be used again.
        await response.Content.CopyToAsync(Stream.Null, limit.Token);
        return response.StatusCode;
    }

    public async Task<T> ReadAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var limit = Limit(call, cancellationToken);
        using var response = await SendAsync(pool, call, limit.Token);
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        return await JsonSerializer.DeserializeAsync(body, type, limit.Token) ?? throw new JsonException($"{call.Method} /{call.Path} was answered with null.");
    }

    /// <summary>Sends a call whose answer is read by the caller, as it comes.</summary>
    public Task<HttpResponseMessage> OpenAsync(Call call, CancellationToken cancellationToken) => SendAsync(pool, call, cancellationToken);

    /// <summary>Reports each message of an answer that is a stream of messages; returns when the stream ends.</summary>
    public async Task MonitorAsync<T>(Call call, JsonTypeInfo<T> type, IProgress<T> progress, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(call, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var message in JsonSerializer.DeserializeAsyncEnumerable(body, type, topLevelValues: true, cancellationToken))
        {
            if (message is not null) progress.Report(message);
        }
    }

    /// <summary>
    /// Sends a call after which the connection is no longer HTTP but the caller's, in both directions. It gets a connection, and a
    /// handler, of its own, because closing the writing end needs the connection itself, which a pool does not give away.
    /// </summary>
    public async Task<(HijackedStream Stream, MediaTypeHeaderValue? Type)> HijackAsync(Call call, CancellationToken cancellationToken)
    {
        Stream? connection = null;
        var invoker = transport.Connect(opened => connection = opened);
        try
        {
            var upgrade = call with { Headers = [.. call.Headers, new("Connection", "Upgrade"), new("Upgrade", "tcp")] };
            var response = await SendAsync(invoker, upgrade, cancellationToken);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (new HijackedStream(body, connection!, invoker), response.Content.Headers.ContentType);
        }
        catch
        {
            invoker.Dispose();
            throw;
        }
    }

    public void Dispose() => pool.Dispose();

    private CancellationTokenSource Limit(Call call, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!call.TakesItsTime) source.CancelAfter(options.Timeout);
        return source;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, Call call, CancellationToken cancellationToken)
    {
        var version = options.ApiVersion is { } asked ? $"v{asked.Major}.{asked.Minor}/" : "";
        using var request = new HttpRequestMessage(call.Method, new Uri(transport.Address, $"/{version}{call.Path}{call.Query}")) { Content = call.Content };
        request.Headers.TryAddWithoutValidation("User-Agent", "Docker.DotNet");
        foreach (var (name, value) in options.Headers.Concat(call.Headers)) request.Headers.TryAddWithoutValidation(name, value);
        var response = await invoker.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.SwitchingProtocols or (>= HttpStatusCode.OK and < HttpStatusCode.BadRequest)) return response;
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw Error(response.StatusCode, body, call.Missing);
        }
    }

    private static DockerApiException Error(HttpStatusCode status, string body, Missing missing) => (status, missing) switch
    {
        (HttpStatusCode.NotFound, Missing.Container) => new DockerContainerNotFoundException(status, body),
        (HttpStatusCode.NotFound, Missing.Image) => new DockerImageNotFoundException(status, body),
        (HttpStatusCode.NotFound, Missing.Network) => new DockerNetworkNotFoundException(status, body),
        _ => new DockerApiException(status, body),
    };
}
