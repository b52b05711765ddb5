using System.Diagnostics;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>Notes what the planner decided about a registry.</summary>
internal static class ImageReducer
{
    public static World Apply(World world, ImageDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case ForgetLayer forget:
                return ImageLookup.Layer(world, forget.RepositoryName, forget.Digest) is { } layer ? world.Remove(layer) : world;
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }
}
