using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>What ECS says when an image cannot be pulled (see "CannotPullContainer task errors in Amazon ECS").</summary>
internal static class PullErrors
{
    public static string NotFound(ImageReference image, string launchType) => launchType == LaunchType.Fargate
        ? $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {image.Canonical}: {image.Canonical}: not found"
        : $"CannotPullContainerError: Error response from daemon: pull access denied for {image.Familiar}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied";
}
