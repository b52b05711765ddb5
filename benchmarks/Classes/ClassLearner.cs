using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Workbook.Benchmarks.Classes;

/// <summary>A learner of a workshop, as the site sees one: a browser's requests and the connection of a lesson's page.</summary>
internal sealed class ClassLearner : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _site;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[2 * 1024 * 1024];
    private string _cookie = "";
    private int _runs;

    public ClassLearner(Uri site)
    {
        _site = site;
        _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site };
        _http.DefaultRequestHeaders.Add("Origin", site.GetLeftPart(UriPartial.Authority));
    }

    public async Task JoinAsync(string code, string name)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", code), KeyValuePair.Create("name", name)]);
        using var answer = await _http.PostAsync("/join", form);
        _cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        _http.DefaultRequestHeaders.Add("Cookie", _cookie);
    }

    /// <summary>Opens a lesson and waits until its kernel is ready.</summary>
    public async Task OpenAsync(string lesson)
    {
        using var page = await _http.GetAsync($"/lessons/{lesson}");
        page.EnsureSuccessStatusCode();
        _socket.Options.SetRequestHeader("Cookie", _cookie);
        _socket.Options.SetRequestHeader("Origin", _site.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new UriBuilder(_site) { Scheme = "ws", Path = $"/lessons/{lesson}/channel" }.Uri, CancellationToken.None);
        while (await ReceiveAsync() is var message && !(Text(message, "type") == "kernel" && Text(message, "state") == "idle"))
        {
        }
    }

    /// <summary>Runs a cell, and waits until its result is there.</summary>
    /// <returns>How long that took; and why it failed, or null.</returns>
    public async Task<(TimeSpan Elapsed, string? Problem)> RunAsync(string cell, string source)
    {
        var watch = Stopwatch.StartNew();
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { type = "run", cell, source }), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            // A page is told the newest only: that a cell waits or runs it may never hear. The kernel counts its runs.
            var message = await ReceiveAsync();
            if (Text(message, "cell") != cell || Text(message, "status") is not ("ok" or "failed" or "died" or "interrupted") || Count(message) <= _runs) continue;
            _runs = Count(message);
            return (watch.Elapsed, Text(message, "status") == "ok" ? null : $"{cell} {Text(message, "status")}: {Text(message, "html")}");
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Count(JsonElement message) => message.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : 0;

    private async Task<JsonElement> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) throw new IOException("The site has closed the connection.");
            length += part.Count;
            if (part.EndOfMessage) return JsonElement.Parse(_buffer.AsSpan(0, length));
        }
    }
}
