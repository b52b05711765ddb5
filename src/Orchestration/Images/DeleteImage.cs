using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Images go: by BatchDeleteImage, by the registry's DELETE, by a lifecycle policy, or with their repository.</summary>
public static class DeleteImage
{
    /// <summary>Removes the image with all its tags, and the layers that no other image of the repository has.</summary>
    public static World Remove(World world, EcrImage image)
    {
        world = world.Remove(image);
        foreach (var digest in image.Blobs)
        {
            if (world.ImageIndex.UsersOf(image.RepositoryName, digest).IsEmpty && ImageLookup.Layer(world, image.RepositoryName, digest) is { } layer)
                world = world.Remove(layer);
        }
        return world;
    }

    /// <summary>Removes one tag, and with the last one the image, unless an index lists it.</summary>
    public static World Untag(World world, EcrImage image, string tag)
    {
        var rest = image.Tags.Where(each => each != tag).ToValueList();
        return rest.Count == 0 && !IsListed(world, image)
            ? Remove(world, image)
            : world.Put(image with { Tags = rest });
    }

    /// <summary>Whether an index lists the image: it cannot be deleted before the index is.</summary>
    public static bool IsListed(World world, EcrImage image) => !world.ImageIndex.IndexesWith(image.RepositoryName, image.Digest).IsEmpty;
}
