using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workbook.Engine;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry.Requests;

/// <summary><c>/v2/NAME/blobs/uploads/</c>: how blobs come in, whole or in chunks, or are taken over from another repository.</summary>
internal sealed class UploadRequests(EcsEngine engine)
{
    /// <summary>POST: begins an upload, or does all of it at once.</summary>
    public async Task BeginAsync(RegistryCall call)
    {
        if (!HttpMethods.IsPost(call.Method)) throw call.Method == "GET" ? RegistryError.UploadUnknown() : RegistryError.MethodNotAllowed();
        call.Check("ecr:InitiateLayerUpload");
        await CreateOnPush.EnsureAsync(engine, call);
        var query = call.Request.Query;
        await (query.ContainsKey("mount") ? MountAsync(call)
            : query.ContainsKey("digest") ? ReceiveWholeAsync(call)
            : Begun(call));
    }

    public Task HandleAsync(RegistryCall call)
    {
        if (call.Method is not ("GET" or "HEAD" or "PATCH" or "PUT" or "DELETE")) throw RegistryError.MethodNotAllowed();
        call.Check("ecr:UploadLayerPart");
        ImageLookup.Repository(engine.Store.Read(call.Registry), call.Name);
        var upload = engine.Blobs.FindUpload(OwnerOf(call), call.Route.Reference) ?? throw RegistryError.UploadUnknown();
        return call.Method switch
        {
            "PATCH" => ReceiveChunkAsync(call, upload),
            "PUT" => FinishAsync(call, upload),
            "DELETE" => Cancelled(call, upload),
            _ => Told(call, upload, StatusCodes.Status204NoContent),
        };
    }

    private Task Begun(RegistryCall call) => Told(call, engine.Blobs.StartUpload(OwnerOf(call)), StatusCodes.Status202Accepted);

    /// <summary>A blob that another repository of the registry has need not be sent again. Where it cannot be had, an upload is begun instead.</summary>
    private async Task MountAsync(RegistryCall call)
    {
        var source = call.Request.Query["from"].ToString();
        if (!BlobDigest.TryParse(call.Request.Query["mount"], out var digest) || !MayRead(call, source))
        {
            await Begun(call);
            return;
        }
        // Held, so that it is still there when the repository has it.
        using var held = engine.Blobs.Hold(digest);
        if (held is null || ImageLookup.Layer(engine.Store.Read(call.Registry), source, digest.ToString()) is null)
        {
            await Begun(call);
            return;
        }
        await ReceivedAsync(call, held);
    }

    /// <summary>No <c>from</c> means none: what is not known to be readable is not given away.</summary>
    private static bool MayRead(RegistryCall call, string source) =>
        source.Length > 0 && call.Access.Refusal(call.PrincipalArn, "ecr:GetDownloadUrlForLayer", call.Registry, source) is null;

    private async Task ReceiveWholeAsync(RegistryCall call)
    {
        var digest = RegistryCall.DigestOf(call.Request.Query["digest"]);
        // Nobody knows its id: nobody could go on with it.
        using var upload = engine.Blobs.StartUpload(OwnerOf(call));
        await ReceiveAsync(call, upload);
        using var lease = await upload.FinishAsync(digest);
        await ReceivedAsync(call, lease);
    }

    private static async Task ReceiveChunkAsync(RegistryCall call, BlobUpload upload)
    {
        await ReceiveAsync(call, upload);
        await Told(call, upload, StatusCodes.Status202Accepted);
    }

    private async Task FinishAsync(RegistryCall call, BlobUpload upload)
    {
        call.Check("ecr:CompleteLayerUpload");
        var digest = RegistryCall.DigestOf(call.Request.Query["digest"]);
        if (call.Request.ContentLength is not 0) await ReceiveAsync(call, upload);
        using var lease = await upload.FinishAsync(digest);
        await ReceivedAsync(call, lease);
    }

    private static Task Cancelled(RegistryCall call, BlobUpload upload)
    {
        upload.Cancel();
        call.Response.Headers["Docker-Upload-UUID"] = upload.Id;
        call.Answer(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    private static async Task ReceiveAsync(RegistryCall call, BlobUpload upload)
    {
        // Layers are as large as they are.
        call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        var range = ByteRange.OfChunk(call.Request.Headers.ContentRange);
        if (range is { } chunk && call.Request.ContentLength is { } length && length != chunk.Length)
            throw RegistryError.SizeInvalid($"The Content-Range is of {chunk.Length} bytes, the Content-Length {length}.");
        try
        {
            await upload.AppendAsync(call.Request.Body, range?.From, call.Aborted);
        }
        catch (BlobException error) when (error.Problem == BlobProblem.RangeMismatch)
        {
            Tell(call, upload);
            throw;
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            // Kestrel's verdict: fewer than 240 bytes a second. Who sends like that is not waited for, nor are its bytes kept.
            upload.Cancel();
            throw RegistryError.UploadInvalid(error.StatusCode, "The bytes of the upload came too slowly. It was cancelled; begin a new one.");
        }
    }

    private async Task ReceivedAsync(RegistryCall call, BlobLease lease)
    {
        engine.Clock.Stimulate();
        await engine.Store.UpdateAsync(call.Registry, (world, now) => (LayerUploaded.Apply(world, call.Name, lease.Digest.ToString(), lease.Length, now), 0));
        call.Response.Headers.Location = call.LocationOf($"blobs/{lease.Digest}");
        call.Response.Headers["Docker-Content-Digest"] = lease.Digest.ToString();
        call.Answer(StatusCodes.Status201Created);
    }

    private static Task Told(RegistryCall call, BlobUpload upload, int status)
    {
        Tell(call, upload);
        call.Answer(status);
        return Task.CompletedTask;
    }

    private static void Tell(RegistryCall call, BlobUpload upload)
    {
        call.Response.Headers.Location = call.LocationOf($"blobs/uploads/{upload.Id}");
        call.Response.Headers["Docker-Upload-UUID"] = upload.Id;
        // The last byte that is there; of nothing "0-0" too, as the reference implementation says.
        call.Response.Headers.Range = $"0-{Math.Max(0, upload.Length - 1).ToString(CultureInfo.InvariantCulture)}";
    }

    private static string OwnerOf(RegistryCall call) => $"{call.Registry}/{call.Name}";
}
