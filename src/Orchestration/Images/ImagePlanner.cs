using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>What happens in a registry by itself.</summary>
internal static class ImagePlanner
{
    public static void PlanLayer(Draft draft, string key)
    {
        if (draft.World.EcrLayers.TryGetValue(key, out var layer) && layer.NextWake is { } wake && wake.At <= draft.Now)
            draft.Decide(new ForgetLayer(layer.RepositoryName, layer.Digest, "No image named the layer within a day of its upload."));
    }

    public static void PlanImage(Draft draft, string key)
    {
        if (!draft.World.EcrImages.TryGetValue(key, out var image)) return;
        if (image.NextWake is { } wake && wake.At <= draft.Now)
            draft.Decide(new ActivateImage(image.RepositoryName, image.Digest, "The image is restored from the archive."));
        foreach (var replication in image.Replications)
        {
            if (replication.Status == ReplicationStatus.InProgress)
                draft.Decide(new ReplicateImage(image.RepositoryName, image.Digest, new(replication.RegistryId!, replication.Region!), "A replication rule of the registry is about the repository."));
        }
    }
}
