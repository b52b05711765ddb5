using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace BuildImages;

/// <summary>
/// Files do not say what to start. The repository <c>post/office</c> has a layer, packed with gzip, and nothing else: the config and the
/// manifest are up to you. <c>request</c> is <c>{ "layer": "…" }</c>, the layer's packed bytes in Base64.
/// <list type="number">
/// <item>Write a config for <c>linux</c> and <c>arm64</c>. It starts <c>/app/office</c> as its entry point, with <c>--counters</c> <c>3</c> as its
/// command, in the folder <c>/app</c>, with the variable <c>TZ</c> = <c>UTC</c> and no other.</item>
/// <item>The program runs as user <c>10001</c> and is stopped by <c>SIGINT</c>.</item>
/// <item>Health check: the command <c>/app/office --healthy</c>, without a shell (CMD), every 15 seconds, for 3 seconds at most, with 3 retries.</item>
/// <item>It exposes <c>8080/tcp</c>, and has the labels <c>org.opencontainers.image.version</c> = <c>7.1</c> and <c>workbook.app</c> =
/// <c>hello</c>.</item>
/// <item>Its <c>rootfs</c> is of type <c>layers</c> and has in <c>diff_ids</c> the digest of the layer's archive, which is not packed.</item>
/// <item>Upload the config, and put the image with the tag <c>1.0</c>: an OCI manifest with this config and this one layer, whose media type is
/// <c>application/vnd.oci.image.layer.v1.tar+gzip</c>.</item>
/// </list>
/// </summary>
public static class ImageConfig
{
    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">The layer.</param>
    public static async Task RunAsync(IAmazonECR ecr, JsonElement request)
    {
        var layer = request.GetProperty("layer").GetBytesFromBase64();
        Console.WriteLine($"The layer has {layer.Length} bytes.");

        throw new NotImplementedException("ImageConfig only counts bytes so far. Write the config next, with JsonSerializer.SerializeToUtf8Bytes.");
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
