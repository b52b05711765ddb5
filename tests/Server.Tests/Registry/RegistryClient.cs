using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workbook.Server.Tests.Registry;

/// <summary>A client of a registry that shows all it gets, of this workbook's or of another.</summary>
/// <param name="root">Such as <c>http://127.0.0.1:4566</c>.</param>
/// <param name="token">The Basic credentials in base64; null without.</param>
internal sealed class RegistryClient(Uri root, string? token) : IDisposable
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = root };

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public void Dispose() => _http.Dispose();

    /// <param name="method">Such as <c>PATCH</c>.</param>
    /// <param name="address">A path, or what a <c>Location</c> said.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="headers">Such as <c>Range: bytes=0-1</c>, each in one text.</param>
    public async Task<RegistryAnswer> SendAsync(string method, string address, byte[]? content = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(address, UriKind.RelativeOrAbsolute));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", token);
        if (content is not null)
        {
            request.Content = new ByteArrayContent(content);
            request.Content.Headers.ContentType = new("application/octet-stream");
        }
        foreach (var (name, value) in headers.Select(header => (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())))
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Begins an upload; answers with where it goes on.</summary>
    public async Task<string> BeginAsync(string repository) => (await SendAsync("POST", $"/v2/{repository}/blobs/uploads/")).With(202).Location;

    /// <summary>Pushes a blob as most clients do, with POST and PUT, and answers with its digest.</summary>
    public async Task<string> PushAsync(string repository, byte[] content)
    {
        var digest = DigestOf(content);
        (await SendAsync("PUT", With(await BeginAsync(repository), "digest", digest), content)).With(201);
        return digest;
    }

    public Task<string> PushAsync(string repository, string content) => PushAsync(repository, Encoding.UTF8.GetBytes(content));

    /// <summary>Pushes an image of one layer and answers with its manifest.</summary>
    public async Task<(byte[] Manifest, string Digest)> PushImageAsync(string repository, string? tag, string layer = "layer", string? more = null)
    {
        var manifest = Manifest(await PushAsync(repository, "{}"), 2, await PushAsync(repository, layer), layer.Length, more);
        var digest = DigestOf(manifest);
        (await PutManifestAsync(repository, tag ?? digest, manifest)).With(201);
        return (manifest, digest);
    }

    public Task<RegistryAnswer> PutManifestAsync(string repository, string reference, byte[] manifest, string mediaType = OciManifest) =>
        SendAsync("PUT", $"/v2/{repository}/manifests/{reference}", manifest, $"Content-Type: {mediaType}");

    /// <param name="more">Further members, such as <c>"artifactType":"a/b"</c>.</param>
    public static byte[] Manifest(string config, int configSize, string layer, int layerSize, string? more = null) => Encoding.UTF8.GetBytes(
        $$"""{"schemaVersion":2,"mediaType":"{{OciManifest}}",{{(more is null ? "" : more + ",")}}"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{config}}","size":{{configSize}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{layer}}","size":{{layerSize}}}]}""");

    /// <summary>An address with one more parameter.</summary>
    public static string With(string address, string name, string value) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}";
}

/// <summary>What a registry answered.</summary>
internal sealed record RegistryAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Location => Headers["Location"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Fails the test with all that came unless it is this status.</summary>
    public RegistryAnswer With(int status)
    {
        Status.Should().Be(status, "it came with {0}", Text);
        return this;
    }

    /// <summary>Fails the test unless it is a refusal in the specification's form.</summary>
    public RegistryAnswer Refused(int status, string code, string? message = null)
    {
        With(status);
        Header("Content-Type").Should().Be("application/json; charset=utf-8");
        var error = Json.GetProperty("errors")[0];
        error.GetProperty("code").GetString().Should().Be(code);
        if (message is not null) error.GetProperty("message").GetString().Should().Match(message);
        return this;
    }
}
