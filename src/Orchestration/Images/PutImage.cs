using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>A manifest comes in: by the registry's <c>PUT /v2/…/manifests/…</c> or by the API's PutImage.</summary>
public static class PutImage
{
    private const int MostTags = 1000;

    /// <summary>Gives the repository the image, or an image that it has the tag.</summary>
    /// <param name="tag">Null for an untagged one.</param>
    /// <param name="digest">What the client says the digest is; null when it does not say.</param>
    /// <returns>The next World, the image, and whether anything is new: the API refuses what is not, the registry does not mind.</returns>
    /// <exception cref="ApiException">
    /// RepositoryNotFoundException, ImageDigestDoesNotMatchException, ImageTagAlreadyExistsException (the tag is immutable),
    /// LayersNotFoundException, ReferencedImagesNotFoundException, LimitExceededException, InvalidParameterException.
    /// </exception>
    public static (World World, EcrImage Image, bool IsNew) Apply(World world, string repositoryName, ImageManifest manifest, string? tag, string? digest, DateTimeOffset now)
    {
        var repository = ImageLookup.Repository(world, repositoryName);
        if (tag is not null && !TagMutability.IsTag(tag)) throw ImageRefusal.Invalid("imageTag", $"must satisfy regular expression '{TagMutability.TagForm}'");
        if (digest is not null && digest != manifest.Digest) throw ImageRefusal.DigestMismatch(world.Scope, repositoryName, digest);
        var image = ImageLookup.ByDigest(world, repositoryName, manifest.Digest);
        // What is pushed again comes out of the archive.
        if (image is { IsArchived: true }) world = world.Put(image = StorageClasses.Active(image, now));
        else if (image is not null && (tag is null || image.Tags.Contains(tag))) return (world, image, false);
        var holder = tag is null ? null : ImageLookup.ByTag(world, repositoryName, tag);
        if (holder is not null && holder.Digest != manifest.Digest && TagMutability.IsImmutable(repository, tag!)) throw ImageRefusal.TagIsImmutable(repositoryName, tag!);
        var isFirst = image is null;
        if (image is null)
        {
            CheckReferences(world, repositoryName, manifest);
            image = Make(world, repositoryName, manifest, now);
            world = Keep(world, image);
        }
        if (tag is not null && !image.Tags.Contains(tag))
        {
            if (image.Tags.Count >= MostTags) throw EcrErrors.LimitExceeded($"The image with digest '{image.Digest}' already has the maximum number of {MostTags} tags.");
            if (holder is not null) world = world.Put(holder with { Tags = holder.Tags.Where(each => each != tag).ToValueList() });
            image = image with { Tags = image.Tags.Append(tag).Order(StringComparer.Ordinal).ToValueList() };
        }
        image = Replication.Schedule(world, image);
        world = world.Put(image);
        return (isFirst ? ImageScanning.OnPush(world, image, now) : world, image, true);
    }

    private static void CheckReferences(World world, string repositoryName, ImageManifest manifest)
    {
        var blobs = manifest.Config is { } config ? manifest.Layers.Prepend(config) : manifest.Layers;
        if (Missing(blobs, each => ImageLookup.Layer(world, repositoryName, each) is not null) is { Length: > 0 } layers)
            throw ImageRefusal.LayersNotFound(world.Scope, repositoryName, layers);
        if (Missing(manifest.Manifests, each => ImageLookup.ByDigest(world, repositoryName, each) is not null) is { Length: > 0 } images)
            throw ImageRefusal.ReferencedImagesNotFound(world.Scope, repositoryName, images);
    }

    private static string[] Missing(IEnumerable<Descriptor> descriptors, Func<string, bool> exists) =>
        [.. descriptors.Select(each => each.Digest).Where(digest => !exists(digest)).Distinct()];

    private static EcrImage Make(World world, string repositoryName, ImageManifest manifest, DateTimeOffset now)
    {
        var image = new EcrImage(repositoryName, manifest.Digest, manifest.MediaType, manifest.ByteCount, now)
        {
            ArtifactType = manifest.ArtifactType,
            Config = manifest.Config?.Digest,
            Layers = manifest.Layers.Select(each => each.Digest).ToValueList(),
            Manifests = manifest.Manifests.Select(each => each.Digest).ToValueList(),
            Subject = manifest.Subject?.Digest,
            Annotations = manifest.Annotations,
        };
        // What is stored counts, not what the manifest says of it.
        var size = manifest.IsIndex
            ? image.Manifests.Max(each => (long?)world.EcrImages[EcrImage.KeyOf(repositoryName, each)].Size) ?? 0
            : image.Blobs.Sum(each => world.EcrLayers[EcrImage.KeyOf(repositoryName, each)].Size);
        return image with { Size = size };
    }

    /// <summary>Its layers are not left over any more.</summary>
    private static World Keep(World world, EcrImage image)
    {
        foreach (var digest in image.Blobs)
        {
            var layer = world.EcrLayers[EcrImage.KeyOf(image.RepositoryName, digest)];
            if (layer.NextWake is not null) world = world.Put(layer with { NextWake = null });
        }
        return world;
    }
}
