using System.Security.Cryptography;
using System.Text;

namespace Workbook.Benchmarks.Registries;

/// <summary>An image of random layers, which differ with the seed.</summary>
internal sealed class SampleImage
{
    public SampleImage(int layers, int size, int seed)
    {
        var random = new Random(seed);
        Layers = [.. Enumerable.Range(0, layers).Select(_ =>
        {
            var content = new byte[size];
            random.NextBytes(content);
            return new SampleBlob(content);
        })];
        Config = new(Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","seed":{{seed}}}"""));
        var named = Layers.Select(layer => Describe("application/vnd.oci.image.layer.v1.tar+gzip", layer));
        Manifest = new(Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"{{MediaType}}","config":{{Describe("application/vnd.oci.image.config.v1+json", Config)}},"layers":[{{string.Join(',', named)}}]}"""));
    }

    public const string MediaType = "application/vnd.oci.image.manifest.v1+json";

    public IReadOnlyList<SampleBlob> Layers { get; }

    public SampleBlob Config { get; }

    public SampleBlob Manifest { get; }

    private static string Describe(string mediaType, SampleBlob blob) => $$"""{"mediaType":"{{mediaType}}","digest":"{{blob.Digest}}","size":{{blob.Content.Length}}}""";
}

/// <summary>Bytes and their digest.</summary>
internal sealed record SampleBlob(byte[] Content)
{
    public string Digest { get; } = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Content));
}
