using System.Text.Json;
using System.Text.Json.Nodes;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Scanning;

/// <summary>One image in a folder, by the OCI image layout specification; its blobs are links into the blob store.</summary>
internal static class OciLayout
{
    /// <exception cref="ScanException">A blob is not there.</exception>
    public static void Write(string folder, BlobStore blobs, EcrImage image)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256")).FullName;
        foreach (var digest in image.Blobs.Append(image.Digest).Distinct().Select(BlobDigest.Parse))
        {
            if (blobs.LengthOf(digest) is null) throw new ScanException($"The blob {digest} is not there.");
            File.CreateSymbolicLink(Path.Combine(target, digest.Hex), blobs.PathOf(digest));
        }
        var manifest = new JsonObject { ["mediaType"] = image.MediaType, ["digest"] = image.Digest, ["size"] = image.ManifestSize };
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = ImageManifest.OciIndex, ["manifests"] = new JsonArray(manifest) };
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllText(Path.Combine(folder, "index.json"), index.ToJsonString(JsonSerializerOptions.Default));
    }
}
