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

/// <summary>
/// Bytes and their names. <c>request</c> is a list of six blobs, such as layers are: <c>[{ "name": "base", "bytes": "…" }, …]</c>, the bytes
/// in Base64.
/// <list type="number">
/// <item>For each of them, in any order, return its name and its digest: <c>sha256:</c> and the SHA-256 of the bytes in hexadecimal
/// digits, with small letters.</item>
/// <item>And say whether the repository <c>fish/market</c> in Amazon ECR has it already, so that it need not be uploaded again. (Ask, and upload nothing.)</item>
/// </list>
/// </summary>
public static class LayerDigest
{
    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">The blobs.</param>
    public static async Task<List<BlobReport>> RunAsync(IAmazonECR ecr, JsonElement request)
    {
        foreach (var blob in request.EnumerateArray())
        {
            var bytes = blob.GetProperty("bytes").GetBytesFromBase64();
            Console.WriteLine($"{blob.GetProperty("name").GetString()}: {bytes.Length} bytes");
        }

        throw new NotImplementedException("LayerDigest only counts bytes so far. SHA256.HashData is next.");
    }
}
