using System.Buffers;
using Microsoft.AspNetCore.Http;
using Workbook.Engine;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry.Requests;

/// <summary><c>/v2/NAME/manifests/REFERENCE</c>: images, indexes and artifacts, by tag or digest.</summary>
internal sealed class ManifestRequests(EcsEngine engine)
{
    public Task HandleAsync(RegistryCall call) => call.Method switch
    {
        "GET" or "HEAD" => GetAsync(call),
        "PUT" => PutAsync(call),
        "DELETE" => DeleteAsync(call),
        _ => throw RegistryError.MethodNotAllowed(),
    };

    private async Task GetAsync(RegistryCall call)
    {
        call.Check("ecr:BatchGetImage");
        var world = engine.Store.Read(call.Registry);
        ImageLookup.Repository(world, call.Name);
        if (IsDigest(call)) call.Digest();
        var image = ImageLookup.ByReference(world, call.Name, call.Route.Reference) ?? throw RegistryError.ManifestUnknown();
        if (image.IsArchived) throw RegistryError.ManifestArchived();
        var response = call.Response;
        response.Headers["Docker-Content-Digest"] = image.Digest;
        response.Headers.ETag = $"\"{image.Digest}\"";
        if (call.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = image.MediaType;
        response.ContentLength = image.ManifestSize;
        if (HttpMethods.IsHead(call.Method)) return;
        var content = await engine.Blobs.ReadAsync(BlobDigest.Parse(image.Digest), call.Aborted) ?? throw RegistryError.ManifestUnknown();
        // Without a change, and so without a write, unless the last time is a day old.
        await engine.Store.UpdateAsync(call.Registry, (latest, now) => (ImagePull.Note(latest, call.Name, image.Digest, call.PrincipalArn, now), 0));
        await response.BodyWriter.WriteAsync(content, call.Aborted);
    }

    private async Task PutAsync(RegistryCall call)
    {
        call.Check("ecr:PutImage");
        await CreateOnPush.EnsureAsync(engine, call);
        var world = engine.Store.Read(call.Registry);
        var digest = IsDigest(call) ? call.Digest().ToString() : null;
        var tag = digest is null ? call.Route.Reference : null;
        if (tag is not null && !TagMutability.IsTag(tag)) throw new RegistryError(400, "TAG_INVALID", $"The tag '{tag}' does not satisfy the regular expression '{TagMutability.TagForm}'.");
        var content = await ReadAsync(call);
        var manifest = ImageManifest.Parse(content, call.Request.ContentType);
        // Tried first, so that what is refused is never written.
        PutImage.Apply(world, call.Name, manifest, tag, digest, engine.Clock.GetUtcNow());
        using var lease = await engine.Blobs.PutAsync(content);
        engine.Clock.Stimulate();
        await engine.Store.UpdateAsync(call.Registry, (latest, now) =>
        {
            var (next, image, _) = PutImage.Apply(latest, call.Name, manifest, tag, digest, now);
            return (next, image);
        });
        call.Response.Headers.Location = call.LocationOf($"manifests/{manifest.Digest}");
        call.Response.Headers["Docker-Content-Digest"] = manifest.Digest;
        if (manifest.Subject is { } subject) call.Response.Headers["OCI-Subject"] = subject.Digest;
        call.Answer(StatusCodes.Status201Created);
    }

    /// <summary>By tag the tag goes, and with its last tag the image; by digest the image goes with all its tags.</summary>
    private async Task DeleteAsync(RegistryCall call)
    {
        call.Check("ecr:BatchDeleteImage");
        var isDigest = IsDigest(call);
        if (isDigest) call.Digest();
        engine.Clock.Stimulate();
        await engine.Store.UpdateAsync(call.Registry, (world, _) =>
        {
            ImageLookup.Repository(world, call.Name);
            var image = ImageLookup.ByReference(world, call.Name, call.Route.Reference) ?? throw RegistryError.ManifestUnknown();
            if (!isDigest) return (DeleteImage.Untag(world, image, call.Route.Reference), 0);
            if (world.ImageIndex.IndexesWith(call.Name, image.Digest) is { IsEmpty: false } indexes)
                throw RegistryError.Denied($"Requested image referenced by manifest list: [{string.Join(", ", indexes)}]");
            return (DeleteImage.Remove(world, image), 0);
        });
        call.Answer(StatusCodes.Status202Accepted);
    }

    private static bool IsDigest(RegistryCall call) => call.Route.Reference.Contains(':', StringComparison.Ordinal);

    private static async Task<byte[]> ReadAsync(RegistryCall call)
    {
        const int Limit = ImageManifest.LargestByteCount;
        if (call.Request.ContentLength > Limit) throw RegistryError.ManifestTooLarge(Limit);
        var reader = call.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(call.Aborted);
            if (read.Buffer.Length > Limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw RegistryError.ManifestTooLarge(Limit);
            }
            if (read.IsCompleted)
            {
                var content = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return content;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
