using Workbook.Engine.State;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Control;

/// <summary>Carries images from one World to another. Their bytes lie in the one blob store already.</summary>
internal static class ImageReplicator
{
    /// <summary>Gives the other registry the image as it is in <paramref name="source"/>.</summary>
    /// <returns>What to tell the source; null when the image is gone meanwhile.</returns>
    public static async ValueTask<ImageReplicated?> ReplicateAsync(StateStore store, World source, ReplicateImage decision)
    {
        if (ImageLookup.ByDigest(source, decision.RepositoryName, decision.Digest) is not { } image) return null;
        var failure = await store.UpdateAsync(decision.Destination, (world, now) => Replication.Receive(world, source, image, now));
        return new(decision.RepositoryName, decision.Digest, decision.Destination, image.Tags, failure);
    }
}
