using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>ECR's errors in ECR's words.</summary>
public static class ImageRefusal
{
    /// <summary>A parameter that the service itself refuses.</summary>
    /// <param name="parameter">Such as <c>imageTag</c>.</param>
    public static ApiException Invalid(string parameter, string why) =>
        EcrErrors.InvalidParameter($"Invalid parameter at '{parameter}' failed to satisfy constraint: '{why}'");

    public static ApiException Manifest(string why) => Invalid("ImageManifest", why);

    public static ApiException RepositoryNotFound(AccountRegion scope, string name) =>
        EcrErrors.RepositoryNotFound($"The repository with name '{name}' does not exist in the registry with id '{scope.Account}'");

    public static ApiException RepositoryExists(AccountRegion scope, string name) =>
        EcrErrors.RepositoryAlreadyExists($"The repository with name '{name}' already exists in the registry with id '{scope.Account}'");

    public static ApiException RepositoryNotEmpty(AccountRegion scope, string name) =>
        EcrErrors.RepositoryNotEmpty($"The repository with name '{name}' in registry with id '{scope.Account}' cannot be deleted because it still contains images");

    public static ApiException ImageNotFound(AccountRegion scope, string repositoryName, string? digest, string? tag) =>
        EcrErrors.ImageNotFound(
            $"The image with imageId {{imageDigest:'{digest ?? "null"}', imageTag:'{tag ?? "null"}'}} does not exist within the repository with name '{repositoryName}' in the registry with id '{scope.Account}'");

    public static ApiException ImageExists(AccountRegion scope, string repositoryName, string digest, string? tag) =>
        EcrErrors.ImageAlreadyExists(
            $"Image with digest '{digest}' and tag '{tag ?? "null"}' already exists in the repository with name '{repositoryName}' in registry with id '{scope.Account}'");

    public static ApiException TagIsImmutable(string repositoryName, string tag) =>
        EcrErrors.ImageTagAlreadyExists($"The image tag '{tag}' already exists in the '{repositoryName}' repository and cannot be overwritten because the tag is immutable.");

    public static ApiException DigestMismatch(AccountRegion scope, string repositoryName, string digest) =>
        EcrErrors.ImageDigestDoesNotMatch(
            $"The image with digest '{digest}' in repository '{repositoryName}' and registry ID '{scope.Account}' does not match the image digest that Amazon ECR has calculated.");

    public static ApiException LayersNotFound(AccountRegion scope, string repositoryName, IEnumerable<string> digests) =>
        EcrErrors.LayersNotFound($"Layers with digests '[{string.Join(", ", digests)}]' {RequiredIn(scope, repositoryName)}");

    public static ApiException LayerNotFound(AccountRegion scope, string repositoryName, string digest) =>
        EcrErrors.LayersNotFound($"The layer with digest {digest} does not exist within the repository with name '{repositoryName}' in the registry with id '{scope.Account}'");

    public static ApiException ReferencedImagesNotFound(AccountRegion scope, string repositoryName, IEnumerable<string> digests) =>
        EcrErrors.ReferencedImagesNotFound($"Images with digests '[{string.Join(", ", digests)}]' {RequiredIn(scope, repositoryName)}");

    private static string RequiredIn(AccountRegion scope, string repositoryName) =>
        $"required for pushing image into repository with name '{repositoryName}' in the registry with id '{scope.Account}' do not exist";
}
