using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workbook.Engine;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry.Requests;

/// <summary><c>/v2/NAME/blobs/DIGEST</c>: layers and configurations.</summary>
internal sealed class BlobRequests(EcsEngine engine)
{
    // Content never changes under its digest: a year, which is as long as there is.
    private const string ForEver = "max-age=31536000";

    public Task HandleAsync(RegistryCall call) => call.Method switch
    {
        "GET" => GetAsync(call, "ecr:GetDownloadUrlForLayer"),
        "HEAD" => GetAsync(call, "ecr:BatchCheckLayerAvailability"),
        "DELETE" => DeleteAsync(call),
        _ => throw RegistryError.MethodNotAllowed(),
    };

    private async Task GetAsync(RegistryCall call, string action)
    {
        call.Check(action);
        var digest = call.Digest();
        var world = engine.Store.Read(call.Registry);
        ImageLookup.Repository(world, call.Name);
        using var file = ImageLookup.Layer(world, call.Name, digest.ToString()) is null ? null : engine.Blobs.OpenRead(digest);
        if (file is null) throw RegistryError.BlobUnknown(digest.ToString());
        await SendAsync(call, digest, file);
    }

    private static async Task SendAsync(RegistryCall call, BlobDigest digest, Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var (request, response) = (call.Request, call.Response);
        var tag = $"\"{digest}\"";
        response.Headers.CacheControl = ForEver;
        response.Headers.ETag = tag;
        response.Headers["Docker-Content-Digest"] = digest.ToString();
        if (request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var length = RandomAccess.GetLength(file);
        var isWhole = request.Headers.Range.Count == 0 || (request.Headers.IfRange.Count > 0 && request.Headers.IfRange != tag);
        if ((isWhole ? new ByteRange(0, length) : ByteRange.Asked(request.Headers.Range, length)) is not { } range)
        {
            response.Headers.ContentRange = $"bytes */{length.ToString(CultureInfo.InvariantCulture)}";
            throw RegistryError.UploadInvalid(416, $"The blob has {length} bytes.");
        }
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "application/octet-stream";
        response.ContentLength = range.Length;
        if (range.Length < length)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.From}-{range.To}/{length}");
        }
        if (HttpMethods.IsHead(call.Method)) return;
        await BlobSender.SendAsync(response, file, range, call.Aborted);
    }

    /// <summary>Takes a layer from the repository; one that an image has stays as long as the image does.</summary>
    private async Task DeleteAsync(RegistryCall call)
    {
        call.Check("ecr:BatchDeleteImage");
        var digest = call.Digest().ToString();
        engine.Clock.Stimulate();
        await engine.Store.UpdateAsync(call.Registry, (world, _) =>
        {
            ImageLookup.Repository(world, call.Name);
            var layer = ImageLookup.Layer(world, call.Name, digest) ?? throw RegistryError.BlobUnknown(digest);
            if (world.ImageIndex.UsersOf(call.Name, digest) is { IsEmpty: false } users)
                throw new RegistryError(405, "UNSUPPORTED", $"The layer is used by images: [{string.Join(", ", users)}]. Delete them first.");
            return (world.Remove(layer), 0);
        });
        call.Answer(StatusCodes.Status202Accepted);
    }
}
