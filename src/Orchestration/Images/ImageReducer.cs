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
            case ExpireImage expire:
                return ImageLookup.ByDigest(world, expire.RepositoryName, expire.Digest) is { } expired ? DeleteImage.Remove(world, expired) : world;
            case TransitionImage transition:
                return ImageLookup.ByDigest(world, transition.RepositoryName, transition.Digest) is { } old ? StorageClasses.Archive(world, old, now) : world;
            case CloseLifecycleRun close:
                return world.EcrRepositories.TryGetValue(close.RepositoryName, out var repository)
                    ? world.Put(repository with { LifecycleEvaluatedAt = now, NextWake = LifecycleRun.After(now) })
                    : world;
            case ActivateImage activate:
                return ImageLookup.ByDigest(world, activate.RepositoryName, activate.Digest) is { } restored ? StorageClasses.Activate(world, restored, now) : world;
            case ReplicateImage or ScanImage:
                // Noted when the other registry has it, or when it was scanned.
                return world;
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }
}
