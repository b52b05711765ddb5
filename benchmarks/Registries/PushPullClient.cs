using System.Net.Http.Headers;

namespace Workbook.Benchmarks.Registries;

/// <summary>Pushes and pulls as docker does: five layers up and three down at a time, each looked for first, sent with PATCH and finished with PUT.</summary>
internal sealed class PushPullClient : IDisposable
{
    private const string Repository = "team/app";
    private readonly HttpClient _http;

    public PushPullClient(Uri root, string? token)
    {
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = root, Timeout = TimeSpan.FromMinutes(5) };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new("Basic", token);
        _http.DefaultRequestHeaders.Accept.Add(new(SampleImage.MediaType));
    }

    public async Task PushAsync(SampleImage image)
    {
        await Parallel.ForEachAsync(image.Layers.Append(image.Config), new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (blob, _) => await PushAsync(blob));
        using var content = Body(image.Manifest.Content, SampleImage.MediaType);
        using var put = await _http.PutAsync(new Uri($"/v2/{Repository}/manifests/latest", UriKind.Relative), content);
        put.EnsureSuccessStatusCode();
    }

    public async Task PullAsync(SampleImage image)
    {
        await ReadAsync($"/v2/{Repository}/manifests/latest", image.Manifest.Content.Length);
        await Parallel.ForEachAsync(image.Layers.Append(image.Config), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (blob, _) =>
            await ReadAsync($"/v2/{Repository}/blobs/{blob.Digest}", blob.Content.Length));
    }

    public void Dispose() => _http.Dispose();

    private async Task PushAsync(SampleBlob blob)
    {
        using (var look = new HttpRequestMessage(HttpMethod.Head, $"/v2/{Repository}/blobs/{blob.Digest}"))
        using (await _http.SendAsync(look))
        {
            // It never is there: each round has layers of its own.
        }
        using var begun = await _http.PostAsync(new Uri($"/v2/{Repository}/blobs/uploads/", UriKind.Relative), null);
        using var content = Body(blob.Content, "application/octet-stream");
        using var sent = await _http.PatchAsync(begun.EnsureSuccessStatusCode().Headers.Location, content);
        var location = sent.EnsureSuccessStatusCode().Headers.Location!.ToString();
        using var done = await _http.PutAsync(new Uri($"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={blob.Digest}"), null);
        done.EnsureSuccessStatusCode();
    }

    private async Task ReadAsync(string path, long length)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var buffer = new byte[128 * 1024];
        long read = 0;
        while (await stream.ReadAsync(buffer) is > 0 and var count) read += count;
        if (read != length) throw new InvalidOperationException($"{path}: {read} bytes instead of {length}.");
    }

    private static ByteArrayContent Body(byte[] content, string type) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
