using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>ECR's image identifiers: a digest, a tag, or both.</summary>
public static partial class ImageIds
{
    /// <summary>All by which an image is known: its digest with each of its tags, or alone.</summary>
    public static IEnumerable<ImageIdentifier> Of(EcrImage image) => image.Tags.Count == 0
        ? [new ImageIdentifier { ImageDigest = image.Digest }]
        : image.Tags.Select(tag => new ImageIdentifier { ImageDigest = image.Digest, ImageTag = tag });

    /// <summary>The image, or null with the reason.</summary>
    public static EcrImage? Find(World world, string repositoryName, ImageIdentifier id, out ImageFailure? failure)
    {
        failure = null;
        if (id is { ImageDigest: null, ImageTag: null })
        {
            failure = Failure(id, ImageFailureCode.MissingDigestAndTag, "Invalid request parameters: both tag and digest cannot be null");
            return null;
        }
        if (id.ImageDigest is not null && !DigestForm().IsMatch(id.ImageDigest))
        {
            failure = Failure(id, ImageFailureCode.InvalidImageDigest, "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
            return null;
        }
        var image = id.ImageTag is { } tag ? ImageLookup.ByTag(world, repositoryName, tag) : ImageLookup.ByDigest(world, repositoryName, id.ImageDigest!);
        if (image is null)
            failure = Failure(id, ImageFailureCode.ImageNotFound, "Requested image not found");
        else if (id.ImageDigest is not null && image.Digest != id.ImageDigest)
            failure = Failure(id, ImageFailureCode.ImageTagDoesNotMatchDigest, "Requested image tag does not match the requested image digest");
        return failure is null ? image : null;
    }

    /// <summary>The image.</summary>
    /// <exception cref="ApiException">ImageNotFoundException, or InvalidParameterException where nothing is named.</exception>
    public static EcrImage Require(World world, string repositoryName, ImageIdentifier id)
    {
        ImageLookup.Repository(world, repositoryName);
        if (Find(world, repositoryName, id, out var failure) is { } image) return image;
        throw failure!.FailureCode is ImageFailureCode.MissingDigestAndTag or ImageFailureCode.InvalidImageDigest
            ? EcrErrors.InvalidParameter(failure.FailureReason!)
            : ImageRefusal.ImageNotFound(world.Scope, repositoryName, id.ImageDigest, id.ImageTag);
    }

    public static ImageFailure Failure(ImageIdentifier id, string code, string reason) => new() { ImageId = id, FailureCode = code, FailureReason = reason };

    [GeneratedRegex(@"^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm();
}
