using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Where a container sees volumes: <c>mountPoints</c> and <c>volumesFrom</c> (API_MountPoint, API_VolumeFrom).</summary>
internal static class MountRules
{
    public static void Check(ContainerDefinition container, Draft draft)
    {
        foreach (var mount in container.MountPoints.OrEmpty())
        {
            // ECS writes an absent name as 'null'.
            if (!draft.Volumes.Any(volume => volume.Name == mount.SourceVolume))
                throw EcsErrors.Client($"Unknown volume '{mount.SourceVolume ?? "null"}'.");
            if (string.IsNullOrWhiteSpace(mount.ContainerPath))
                throw EcsErrors.Client("mountPoint.containerPath should not be null or empty.");
        }
        foreach (var from in container.VolumesFrom.OrEmpty())
        {
            if (draft.Container(from.SourceContainer) is null)
                throw EcsErrors.Client($"Invalid 'volumesFrom' setting. Unknown container: '{from.SourceContainer ?? "null"}'.");
        }
    }

    /// <summary>The containers whose volumes this one borrows.</summary>
    public static IEnumerable<string> Sources(ContainerDefinition container) =>
        container.VolumesFrom.OrEmpty().Select(from => from.SourceContainer!);
}
