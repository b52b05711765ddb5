using Workbook.Engine.Images;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>What ECS says when an image cannot be pulled (see "CannotPullContainer task errors in Amazon ECS").</summary>
internal static class PullErrors
{
    public static string NotFound(ImageReference image, string launchType) => launchType == LaunchType.Fargate
        ? Unresolved(image.Canonical)
        : $"CannotPullContainerError: Error response from daemon: pull access denied for {image.Familiar}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied";

    /// <summary>ECR tells the Docker Engine more than it tells Fargate.</summary>
    public static string NotInRegistry(string image, RegistryReference reference, bool hasRepository, string launchType) => launchType == LaunchType.Fargate
        ? Unresolved(image)
        : "CannotPullContainerError: Error response from daemon: " + (hasRepository
            ? $"manifest for {image} not found: manifest unknown: Requested image not found"
            : $"repository {ImageReference.Parse(image).Name} not found: name unknown: The repository with name '{reference.Repository}' does not exist in the registry with id '{reference.Registry.Account}'");

    private static string Unresolved(string image) =>
        $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image}: {image}: not found";
}
