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
/// Design it yourself: your own <c>docker build</c>, for two images on one base. <c>request</c> is
/// <code>
/// { "runtime": [ { "path": "…", "text": "…" }, … ],
///   "images": [ { "tag": "…", "entryPoint": "…", "files": [ { "path": "…", "text": "…" }, … ] }, … ] }
/// </code>
/// <list type="number">
/// <item>In the repository <c>mill/tools</c>, make an image for <c>linux</c> and <c>amd64</c> of each entry of <c>images</c>, with its tag, and with
/// its entry point (a list of this one text). Each has two layers: below, the files of <c>runtime</c>; above, its own files, but for those whose path
/// begins with <c>src/</c>, which must be in no layer.</item>
/// <item>Both images share the lower layer: it has the same digest in both.</item>
/// <item>Layers are tar archives packed with gzip (<c>application/vnd.oci.image.layer.v1.tar+gzip</c>), so that no image takes 4 KiB.
/// <c>diff_ids</c> in the config has the digests of the archives, unpacked.</item>
/// <item>Your call is run more than once. The same request gives the same images, with the same digests, and no further ones. When one
/// program changes, only its image and its upper layer do, and the tag moves to the new image.</item>
/// </list>
/// </summary>
public static class SmallestImage
{
    /// <param name="ecr">Amazon ECR.</param>
    /// <param name="request">What to build.</param>
    public static async Task RunAsync(IAmazonECR ecr, JsonElement request)
    {
        foreach (var image in request.GetProperty("images").EnumerateArray())
            Console.WriteLine($"{image.GetProperty("tag").GetString()}: {image.GetProperty("files").GetArrayLength()} files");

        throw new NotImplementedException("SmallestImage only counts files so far. Begin with a method that makes the bytes of a layer out of files, always the same ones.");
    }
}
