using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>For exercises about images: pushes some for the scene, and takes apart what a submission pushed.</summary>
public abstract class RegistryChecks : FargateChecks
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Command = ["/app/run"];

    protected IAmazonECR Ecr => Aws.Ecr;

    /// <summary>Bytes, and the name that they have in a registry.</summary>
    protected sealed record Blob(byte[] Bytes)
    {
        public string Digest { get; } = DigestOf(Bytes);
    }

    protected static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A tar archive of text files, always with the same bytes.</summary>
    protected static Blob Layer(params (string Path, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var (path, text) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return new(bytes.ToArray());
    }

    /// <summary>Pushes an image of one layer, whose labels say how its simulated containers behave.</summary>
    /// <returns>Its digest.</returns>
    protected async Task<string> PushAsync(string repository, Blob layer, Dictionary<string, string> labels, params string[] tags)
    {
        var config = new Blob(JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Cmd = Command, Labels = labels },
            rootfs = new { type = "layers", diff_ids = new[] { layer.Digest } },
        }));
        var manifest = JsonSerializer.Serialize(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = config.Digest, size = config.Bytes.Length },
            layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar", digest = layer.Digest, size = layer.Bytes.Length } },
        });
        await UploadAsync(repository, layer);
        await UploadAsync(repository, config);
        if (tags.Length == 0) await Ecr.PutImageAsync(new() { RepositoryName = repository, ImageManifest = manifest });
        foreach (var tag in tags) await Ecr.PutImageAsync(new() { RepositoryName = repository, ImageManifest = manifest, ImageTag = tag });
        return DigestOf(Encoding.UTF8.GetBytes(manifest));
    }

    protected async Task UploadAsync(string repository, Blob blob)
    {
        var known = await Ecr.BatchCheckLayerAvailabilityAsync(new() { RepositoryName = repository, LayerDigests = [blob.Digest] });
        if (known.Layers?.Any(layer => layer.LayerAvailability == LayerAvailability.AVAILABLE) == true) return;
        var upload = (await Ecr.InitiateLayerUploadAsync(new() { RepositoryName = repository })).UploadId;
        await Ecr.UploadLayerPartAsync(new() { RepositoryName = repository, UploadId = upload, PartFirstByte = 0, PartLastByte = blob.Bytes.Length - 1, LayerPartBlob = new(blob.Bytes) });
        await Ecr.CompleteLayerUploadAsync(new() { RepositoryName = repository, UploadId = upload, LayerDigests = [blob.Digest] });
    }

    /// <summary>The images of a repository; the check fails where there is no such repository.</summary>
    protected async Task<IReadOnlyList<ImageDetail>> ImagesAsync(string repository)
    {
        try
        {
            return (await Ecr.DescribeImagesAsync(new() { RepositoryName = repository, MaxResults = 1000 })).ImageDetails ?? [];
        }
        catch (RepositoryNotFoundException)
        {
            throw new AssertionException($"Expected a repository {repository}, but found none of that name.");
        }
    }

    /// <summary>The image that has a tag; the check fails where there is none.</summary>
    protected async Task<ImageDetail> ImageAsync(string repository, string tag)
    {
        var images = await ImagesAsync(repository);
        return images.FirstOrDefault(image => image.ImageTags?.Contains(tag) == true)
            ?? throw new AssertionException($"Expected an image {repository}:{tag}, but found {images.Count} images there, with the tags {ListOf(images.SelectMany(image => image.ImageTags ?? []).Order(StringComparer.Ordinal))}.");
    }

    /// <summary>The manifest of an image.</summary>
    protected async Task<JsonElement> ManifestAsync(string repository, ImageDetail image)
    {
        var found = await Ecr.BatchGetImageAsync(new() { RepositoryName = repository, ImageIds = [new() { ImageDigest = image.ImageDigest }] });
        return JsonDocument.Parse(found.Images[0].ImageManifest).RootElement;
    }

    /// <summary>The digests of an image's layers, the lowest first.</summary>
    protected static IReadOnlyList<string> LayersOf(JsonElement manifest) =>
        manifest.TryGetProperty("layers", out var layers) ? [.. layers.EnumerateArray().Select(layer => layer.GetProperty("digest").GetString()!)] : [];

    /// <summary>The config of an image; the check fails where that is no JSON object.</summary>
    protected async Task<JsonElement> ConfigAsync(string repository, JsonElement manifest)
    {
        var bytes = manifest.TryGetProperty("config", out var config) ? await DownloadAsync(repository, config.GetProperty("digest").GetString()!) : [];
        try
        {
            if (JsonDocument.Parse(bytes).RootElement is { ValueKind: JsonValueKind.Object } json) return json;
        }
        catch (JsonException)
        {
            // Not even JSON.
        }
        throw new AssertionException($"Expected the config of the image in {repository} to be a JSON object, but found {bytes.Length} bytes of something else.");
    }

    /// <summary>The bytes of a layer or config as a pull gets them.</summary>
    protected async Task<byte[]> DownloadAsync(string repository, string digest)
    {
        var url = (await Ecr.GetDownloadUrlForLayerAsync(new() { RepositoryName = repository, LayerDigest = digest })).DownloadUrl;
        return await Aws.Http.GetByteArrayAsync(new Uri(url));
    }

    /// <summary>The files of a layer, packed with gzip or not, with their texts; the check fails where it is no tar archive.</summary>
    protected static IReadOnlyDictionary<string, string> FilesOf(byte[] layer)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var tar = new TarReader(new MemoryStream(Unpacked(layer)));
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
                files[entry.Name.TrimStart('.', '/')] = entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : "";
            }
            return files;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or FormatException)
        {
            throw new AssertionException($"Expected a layer to be a tar archive, but found {layer.Length} bytes that are none.");
        }
    }

    /// <summary>What gzip has packed; other bytes as they are.</summary>
    protected static byte[] Unpacked(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..]) return bytes;
        var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>A text of a JSON object's; of anything else its JSON, without spaces; null where there is nothing.</summary>
    protected static string? TextOf(JsonElement json, params string[] path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }
        return json.ValueKind == JsonValueKind.String ? json.GetString() : JsonSerializer.Serialize(json, Relaxed);
    }
}
