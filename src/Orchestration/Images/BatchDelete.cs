using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>BatchDeleteImage: each image by itself, in the order of the request.</summary>
public static class BatchDelete
{
    /// <returns>The next World, what was deleted (a digest once for each tag that it had), and what was not.</returns>
    /// <exception cref="ApiException">RepositoryNotFoundException.</exception>
    public static (World World, ValueList<ImageIdentifier> Deleted, ValueList<ImageFailure> Failures) Apply(World world, string repositoryName, ValueList<ImageIdentifier> ids)
    {
        ImageLookup.Repository(world, repositoryName);
        var deleted = new List<ImageIdentifier>();
        var failures = new List<ImageFailure>();
        foreach (var id in ids)
        {
            if (ImageIds.Find(world, repositoryName, id, out var failure) is not { } image)
                failures.Add(failure!);
            else if (id.ImageTag is { } tag)
            {
                world = DeleteImage.Untag(world, image, tag);
                deleted.Add(new() { ImageDigest = image.Digest, ImageTag = tag });
            }
            else if (DeleteImage.IsListed(world, image))
            {
                var indexes = string.Join(", ", world.ImageIndex.IndexesWith(repositoryName, image.Digest));
                failures.Add(ImageIds.Failure(id, ImageFailureCode.ImageReferencedByManifestList, $"Requested image referenced by manifest list: [{indexes}]"));
            }
            else
            {
                world = DeleteImage.Remove(world, image);
                deleted.AddRange(ImageIds.Of(image));
            }
        }
        return (world, deleted.ToValueList(), failures.ToValueList());
    }
}
