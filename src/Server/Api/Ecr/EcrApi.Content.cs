using System.Text;
using Workbook.Engine.Blobs;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Api.Ecr;

internal sealed partial class EcrApi
{
    public async ValueTask<PutImageResponse> PutImageAsync(PutImageRequest request, RequestContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(request.ImageManifest!);
        var manifest = ImageManifest.Parse(bytes, request.ImageManifestMediaType);
        ImageLookup.Repository(Read(context, request.RegistryId, request.RepositoryName), request.RepositoryName);
        // Held until the World refers to it, so that no sweep takes it meanwhile.
        using var kept = await Stored(blobs.PutAsync(bytes));
        return await Write(context, request.RegistryId, request.RepositoryName, (world, now) =>
        {
            var (next, image, isNew) = PutImage.Apply(world, request.RepositoryName!, manifest, request.ImageTag, request.ImageDigest, now);
            if (!isNew) throw ImageRefusal.ImageExists(world.Scope, image.RepositoryName, image.Digest, request.ImageTag);
            return (next, new PutImageResponse { Image = Show(world, image, request.ImageTag, request.ImageManifest!) });
        });
    }

    public async ValueTask<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        var images = new List<Image>();
        var failures = new List<ImageFailure>();
        foreach (var id in request.ImageIds!)
        {
            if (ImageIds.Find(world, name, id, out var failure) is not { } image)
                failures.Add(failure!);
            else if (image.IsArchived)
                failures.Add(ImageIds.Failure(id, ImageFailureCode.ImageInaccessible, "Requested image is archived"));
            else if (await blobs.ReadAsync(BlobDigest.Parse(image.Digest), context.Cancellation) is { } manifest)
                images.Add(Show(world, image, id.ImageTag, Encoding.UTF8.GetString(manifest)));
            else
                failures.Add(ImageIds.Failure(id, ImageFailureCode.ImageNotFound, "Requested image not found"));
        }
        await NotePulls(context, request.RegistryId, images);
        return new() { Images = images.ToValueList(), Failures = failures.ToValueList() };
    }

    public ValueTask<GetDownloadUrlForLayerResponse> GetDownloadUrlForLayerAsync(GetDownloadUrlForLayerRequest request, RequestContext context)
    {
        var world = Read(context, request.RegistryId, request.RepositoryName);
        var name = ImageLookup.Repository(world, request.RepositoryName).Name;
        var layer = ImageLookup.Layer(world, name, request.LayerDigest!) ?? throw ImageRefusal.LayerNotFound(world.Scope, name, request.LayerDigest!);
        return Answer(new GetDownloadUrlForLayerResponse { LayerDigest = layer.Digest, DownloadUrl = LayerDownloads.UrlOf(context.Host, layer.Digest, store.Clock.GetUtcNow(), secret) });
    }

    private async ValueTask NotePulls(RequestContext context, string? registryId, List<Image> images)
    {
        if (images.Count == 0) return;
        await store.UpdateAsync(RegistryOf(context, registryId), (world, now) => (
            images.Aggregate(world, (next, image) => ImagePull.Note(next, image.RepositoryName!, image.ImageId!.ImageDigest!, PrincipalOf(context), now)), 0));
    }

    private static Image Show(World world, EcrImage image, string? tag, string manifest) => new()
    {
        RegistryId = world.Scope.Account,
        RepositoryName = image.RepositoryName,
        ImageId = new() { ImageDigest = image.Digest, ImageTag = tag },
        ImageManifest = manifest,
        ImageManifestMediaType = image.MediaType,
    };
}
