// fails: StartsTheProgram: Expected Entrypoint in the config to be "["/app/office"]", but found nothing.
// fails: RunsAsNobodySpecial: Expected User in the config to be "10001", but found nothing.
// fails: SaysHowItsHealthIsAsked: Expected Healthcheck.Test in the config to be "["CMD","/app/office","--healthy"]", but found nothing.
// fails: TellsPortAndLabels: Expected ExposedPorts in the config to be "{"8080/tcp":{}}", but found nothing.
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace BuildImages;

/// <summary>The manifest names the layer as it travels, packed; the config as it is seen, unpacked.</summary>
public static class ImageConfig
{
    private const long Second = 1_000_000_000;

    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">The layer.</param>
    public static async Task RunAsync(IAmazonECR ecr, JsonElement request)
    {
        var layer = request.GetProperty("layer").GetBytesFromBase64();

        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "arm64",
            os = "linux",
            config = new
            {
                entrypoint = new[] { "/app/office" },
                cmd = new[] { "--counters", "3" },
                workingDir = "/app",
                env = new[] { "TZ=UTC" },
                user = "10001",
                stopSignal = "SIGINT",
                healthcheck = new { Test = new[] { "CMD", "/app/office", "--healthy" }, Interval = 15 * Second, Timeout = 3 * Second, Retries = 3 },
                exposedPorts = new Dictionary<string, object> { ["8080/tcp"] = new() },
                labels = new Dictionary<string, string> { ["org.opencontainers.image.version"] = "7.1", ["workbook.app"] = "hello" },
            },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(Unpacked(layer)) } },
        });
        await UploadAsync(ecr, config, Digest(config));
        await ecr.PutImageAsync(new PutImageRequest
        {
            RepositoryName = "post/office",
            ImageTag = "1.0",
            ImageManifest = JsonSerializer.Serialize(new
            {
                schemaVersion = 2,
                mediaType = "application/vnd.oci.image.manifest.v1+json",
                config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = Digest(config), size = config.Length },
                layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = Digest(layer), size = layer.Length } },
            }),
        });
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Unpacked(byte[] bytes)
    {
        var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Uploads a blob to the repository. You need not change it.</summary>
    private static async Task UploadAsync(IAmazonECR ecr, byte[] blob, string digest)
    {
        var upload = (await ecr.InitiateLayerUploadAsync(new InitiateLayerUploadRequest { RepositoryName = "post/office" })).UploadId;
        await ecr.UploadLayerPartAsync(new UploadLayerPartRequest
        {
            RepositoryName = "post/office",
            UploadId = upload,
            PartFirstByte = 0,
            PartLastByte = blob.Length - 1,
            LayerPartBlob = new MemoryStream(blob),
        });
        await ecr.CompleteLayerUploadAsync(new CompleteLayerUploadRequest { RepositoryName = "post/office", UploadId = upload, LayerDigests = [digest] });
    }
}
