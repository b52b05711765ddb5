using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>What happens in a registry by itself.</summary>
internal static class ImagePlanner
{
    public static void PlanLayer(Draft draft, string key)
    {
        if (draft.World.EcrLayers.TryGetValue(key, out var layer) && layer.NextWake is { } wake && wake.At <= draft.Now)
            draft.Decide(new ForgetLayer(layer.RepositoryName, layer.Digest, "No image named the layer within a day of its upload."));
    }
}
