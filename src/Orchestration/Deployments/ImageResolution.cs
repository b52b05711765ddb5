using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>
/// The first task of a deployment that pulls an image settles which one its tag stands for, and all later tasks of the deployment run
/// that one, though the tag may move ("Container image resolution" in the Amazon ECS Developer Guide).
/// </summary>
internal static class ImageResolution
{
    /// <summary>Notes in the task's service revision what the pull found, unless an earlier one has.</summary>
    public static World Note(World world, EcsTask task, ImagePulled pulled)
    {
        if (pulled.Digest is null || RevisionOf(world, task) is not { } revision) return world;
        var isToBeNoted = (ContainerImage image) => image.ContainerName == pulled.Container && image.ImageDigest is null && IsConsistent(world, task, pulled.Container);
        return revision.ContainerImages.Any(isToBeNoted)
            ? world.Put(revision with { ContainerImages = revision.ContainerImages.Select(image => isToBeNoted(image) ? image with { ImageDigest = pulled.Digest } : image).ToValueList() })
            : world;
    }

    /// <summary>The task with the images that were settled for its deployment.</summary>
    public static EcsTask Pin(World world, EcsTask task) => RevisionOf(world, task) is not { } revision ? task : task with
    {
        Containers = task.Containers
            .Select(container => container with { ImageDigest = revision.ContainerImages.FirstOrDefault(image => image.ContainerName == container.Name)?.ImageDigest })
            .ToValueList(),
    };

    private static EcsServiceRevision? RevisionOf(World world, EcsTask task) =>
        world.ServiceOf(task)?.Deployments.FirstOrDefault(each => each.Id == task.StartedBy) is { } deployment
            ? world.ServiceRevisions[deployment.RevisionId]
            : null;

    private static bool IsConsistent(World world, EcsTask task, string container) =>
        world.TaskDefinitions[task.DefinitionKey].Definition.ContainerDefinitions!.First(each => each.Name == container).VersionConsistency != VersionConsistency.Disabled;
}
