using System.Net;
using System.Net.Sockets;

namespace Workbook.Exercises.Tests;

/// <summary>An AWS endpoint that is no workbook: it passes on what is AWS's, and knows nothing under <c>/_workbook/</c>.</summary>
internal sealed class PlainEndpoint : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Uri _behind;

    /// <param name="behind">Who answers what is AWS's.</param>
    public PlainEndpoint(Uri behind)
    {
        _behind = behind;
        Address = new($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext asked)
    {
        using var response = asked.Response;
        if (asked.Request.Url!.AbsolutePath.StartsWith("/_workbook/", StringComparison.Ordinal))
        {
            response.StatusCode = 404;
            response.ContentType = "application/json";
            await response.OutputStream.WriteAsync("""{"__type":"UnknownOperationException"}"""u8.ToArray());
            return;
        }
        using var request = new HttpRequestMessage(new(asked.Request.HttpMethod), new Uri(_behind, asked.Request.RawUrl!)) { Content = new StreamContent(asked.Request.InputStream) };
        foreach (string name in asked.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, asked.Request.Headers[name])) request.Content.Headers.TryAddWithoutValidation(name, asked.Request.Headers[name]);
        }
        using var answer = await _http.SendAsync(request);
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await response.OutputStream.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }
}
