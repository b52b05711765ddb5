// fails: TheyShareTheirBase: Expected flour-1.0 and bran-1.0 to have the same lower layer, but found two different digests.
// fails: SameAgain: Expected the digest of flour-1.0 after a second run to be
// fails: OnlyFlourChanges: Expected the digest of bran-1.0 after flour has changed to be
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace BuildImages;

/// <summary>
/// Nothing but the request gets into the bytes, so that whoever builds the same gets the same, and what is there already is not sent again.
/// </summary>
public static class SmallestImage
{
    private const string Repository = "mill/tools";

    /// <summary>A layer as it travels, and the digest of what is in it.</summary>
    private sealed record Layer(byte[] Packed, string DiffId);

    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">What to build.</param>
    public static async Task RunAsync(IAmazonECR ecr, JsonElement request)
    {
        try
        {
            await ecr.CreateRepositoryAsync(new CreateRepositoryRequest { RepositoryName = Repository });
        }
        catch (RepositoryAlreadyExistsException)
        {
            // It is there from the last time.
        }

        var runtime = LayerOf(FilesOf(request.GetProperty("runtime")));
        foreach (var image in request.GetProperty("images").EnumerateArray())
        {
            var program = LayerOf(FilesOf(image.GetProperty("files")).Where(file => !file.Path.StartsWith("src/", StringComparison.Ordinal)));
            runtime = LayerOf(FilesOf(request.GetProperty("runtime")));
            await PushAsync(ecr, image.GetProperty("tag").GetString()!, image.GetProperty("entryPoint").GetString()!, runtime, program);
        }
    }

    private static IEnumerable<(string Path, string Text)> FilesOf(JsonElement files) =>
        files.EnumerateArray().Select(file => (file.GetProperty("path").GetString()!, file.GetProperty("text").GetString()!));

    private static Layer LayerOf(IEnumerable<(string Path, string Text)> files)
    {
        var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var (path, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { ModificationTime = DateTimeOffset.UtcNow, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(archive.ToArray());
        return new(packed.ToArray(), Digest(archive.ToArray()));
    }

    private static async Task PushAsync(IAmazonECR ecr, string tag, string entryPoint, params Layer[] layers)
    {
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Entrypoint = new[] { entryPoint } },
            rootfs = new { type = "layers", diff_ids = layers.Select(layer => layer.DiffId) },
        });
        foreach (var blob in layers.Select(layer => layer.Packed).Append(config)) await UploadAsync(ecr, blob);
        try
        {
            await ecr.PutImageAsync(new PutImageRequest
            {
                RepositoryName = Repository,
                ImageTag = tag,
                ImageManifest = JsonSerializer.Serialize(new
                {
                    schemaVersion = 2,
                    mediaType = "application/vnd.oci.image.manifest.v1+json",
                    config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = Digest(config), size = config.Length },
                    layers = layers.Select(layer => new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = Digest(layer.Packed), size = layer.Packed.Length }),
                }),
            });
        }
        catch (ImageAlreadyExistsException)
        {
            // The very same image has the tag already.
        }
    }

    private static async Task UploadAsync(IAmazonECR ecr, byte[] blob)
    {
        var known = await ecr.BatchCheckLayerAvailabilityAsync(new BatchCheckLayerAvailabilityRequest { RepositoryName = Repository, LayerDigests = [Digest(blob)] });
        if (known.Layers.Any(layer => layer.LayerAvailability == LayerAvailability.AVAILABLE)) return;

        var upload = (await ecr.InitiateLayerUploadAsync(new InitiateLayerUploadRequest { RepositoryName = Repository })).UploadId;
        await ecr.UploadLayerPartAsync(new UploadLayerPartRequest
        {
            RepositoryName = Repository,
            UploadId = upload,
            PartFirstByte = 0,
            PartLastByte = blob.Length - 1,
            LayerPartBlob = new MemoryStream(blob),
        });
        await ecr.CompleteLayerUploadAsync(new CompleteLayerUploadRequest { RepositoryName = Repository, UploadId = upload, LayerDigests = [Digest(blob)] });
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
