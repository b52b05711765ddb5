// fails: EachHasADigest: Expected the digest of "base" to look like sha256:0a1b…, with 64 digits, but found "0b528120a5823c0a229ceb14031e4efbbd2a311754c2d2843cdfe3f0deaca73e".
// fails: DigestsAreOfTheBytes: Expected the digest of "base" to be the SHA-256 of its bytes, but found "0b528120a5823c0a229ceb14031e4efbbd2a311754c2d2843cdfe3f0deaca73e".
// fails: NothingHasADigest: Expected the digest of no bytes, but found "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.ECR;
using Amazon.ECR.Model;
using Workbook;

namespace BuildImages;

/// <summary>What there is to say of some bytes.</summary>
/// <param name="Name">As in the request.</param>
/// <param name="Digest">Such as <c>sha256:0a1b…</c>.</param>
/// <param name="IsThere">Whether the repository has them already.</param>
public sealed record BlobReport(string Name, string Digest, bool IsThere);

/// <summary>The same bytes have the same name everywhere, so that one can ask for them before sending them.</summary>
public static class LayerDigest
{
    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">The blobs.</param>
    public static async Task<List<BlobReport>> RunAsync(IAmazonECR ecr, JsonElement request)
    {
        var reports = new List<BlobReport>();
        foreach (var blob in request.EnumerateArray())
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(blob.GetProperty("bytes").GetBytesFromBase64()));
            var known = await ecr.BatchCheckLayerAvailabilityAsync(new BatchCheckLayerAvailabilityRequest { RepositoryName = "fish/market", LayerDigests = ["sha256:" + digest] });
            var isThere = known.Layers.Any(layer => layer.LayerAvailability == LayerAvailability.AVAILABLE);
            reports.Add(new BlobReport(blob.GetProperty("name").GetString()!, digest, isThere));
        }
        return reports;
    }
}
