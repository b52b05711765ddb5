// fails: EachHasADigest: Expected the digest of "base" to look like sha256:0a1b…, with 64 digits, but found "sha256:0B528120A5823C0A229CEB14031E4EFBBD2A311754C2D2843CDFE3F0DEACA73E".
// fails: DigestsAreOfTheBytes: Expected the digest of "base" to be the SHA-256 of its bytes, but found "sha256:0B528120A5823C0A229CEB14031E4EFBBD2A311754C2D2843CDFE3F0DEACA73E".
// fails: NothingHasADigest: Expected the digest of no bytes, but found "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855".
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
            var digest = "sha256:" + Convert.ToHexString(SHA256.HashData(blob.GetProperty("bytes").GetBytesFromBase64()));
            var known = await ecr.BatchCheckLayerAvailabilityAsync(new BatchCheckLayerAvailabilityRequest { RepositoryName = "fish/market", LayerDigests = [digest.ToLowerInvariant()] });
            var isThere = known.Layers.Any(layer => layer.LayerAvailability == LayerAvailability.AVAILABLE);
            reports.Add(new BlobReport(blob.GetProperty("name").GetString()!, digest, isThere));
        }
        return reports;
    }
}
