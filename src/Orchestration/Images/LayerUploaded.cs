using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>A layer or config is complete in the blob store, or was mounted from another repository.</summary>
public static class LayerUploaded
{
    /// <summary>A layer that no image names by then was left over from a push that broke off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>Gives the repository the layer. One that it has already gets another day.</summary>
    /// <exception cref="ApiException">RepositoryNotFoundException.</exception>
    public static World Apply(World world, string repositoryName, string digest, long size, DateTimeOffset now)
    {
        ImageLookup.Repository(world, repositoryName);
        if (!world.ImageIndex.UsersOf(repositoryName, digest).IsEmpty) return world;
        return world.Put(new EcrLayer(repositoryName, digest, size, now) { NextWake = new(now + Patience, IsUpkeep: true) });
    }
}
