using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Finds what clients name.</summary>
public static class ImageLookup
{
    /// <exception cref="ApiException">RepositoryNotFoundException.</exception>
    public static EcrRepository Repository(World world, string? name) =>
        name is not null && world.EcrRepositories.TryGetValue(name, out var repository) ? repository : throw ImageRefusal.RepositoryNotFound(world.Scope, name ?? "");

    /// <summary>The image by digest, or null.</summary>
    public static EcrImage? ByDigest(World world, string repositoryName, string digest) => world.EcrImages.GetValueOrDefault(EcrImage.KeyOf(repositoryName, digest));

    /// <summary>The image by tag, or null.</summary>
    public static EcrImage? ByTag(World world, string repositoryName, string tag) =>
        world.ImageIndex.TagsIn(repositoryName).TryGetValue(tag, out var digest) ? world.EcrImages[EcrImage.KeyOf(repositoryName, digest)] : null;

    /// <summary>The image by either, as a registry's path has it: no tag contains a colon, every digest does.</summary>
    public static EcrImage? ByReference(World world, string repositoryName, string reference) =>
        reference.Contains(':', StringComparison.Ordinal) ? ByDigest(world, repositoryName, reference) : ByTag(world, repositoryName, reference);

    /// <summary>The layer or config, or null.</summary>
    public static EcrLayer? Layer(World world, string repositoryName, string digest) => world.EcrLayers.GetValueOrDefault(EcrImage.KeyOf(repositoryName, digest));

    /// <summary>All images of a repository by digest.</summary>
    public static IEnumerable<EcrImage> In(World world, string repositoryName) =>
        world.ImageIndex.ImagesIn(repositoryName).Select(digest => world.EcrImages[EcrImage.KeyOf(repositoryName, digest)]);

    /// <summary>What refers to a manifest by its <c>subject</c>, by digest; the subject need not be there.</summary>
    public static IEnumerable<EcrImage> Referrers(World world, string repositoryName, string subjectDigest) =>
        world.ImageIndex.ReferrersOf(repositoryName, subjectDigest).Select(digest => world.EcrImages[EcrImage.KeyOf(repositoryName, digest)]);
}
