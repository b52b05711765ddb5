// fails: WhatIsThereIsKnown: Expected "app" to be told as missing in fish/market, but found the contrary.
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
            var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(blob.GetProperty("bytes").GetBytesFromBase64()));
            var known = await ecr.BatchCheckLayerAvailabilityAsync(new BatchCheckLayerAvailabilityRequest { RepositoryName = "fish/market", LayerDigests = [digest] });
            var isThere = known.Layers.Count > 0;
            reports.Add(new BlobReport(blob.GetProperty("name").GetString()!, digest, isThere));
        }
        return reports;
    }
}
