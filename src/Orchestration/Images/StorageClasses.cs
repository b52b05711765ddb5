using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>The archive: cheaper, and what is in it cannot be pulled (see "Archiving an image in Amazon ECR").</summary>
public static class StorageClasses
{
    /// <summary>ECR restores images "within 20 minutes".</summary>
    private static readonly TimeSpan RestoreTime = TimeSpan.FromMinutes(20);

    /// <summary>UpdateImageStorageClass: into the archive at once, out of it after a while.</summary>
    /// <exception cref="ApiException">The image is listed by an index that is not archived.</exception>
    public static (World World, EcrImage Image) Update(World world, EcrImage image, string target, DateTimeOffset now)
    {
        var next = target == TargetStorageClass.Archive ? Archived(world, image, now) : Restoring(image, now);
        return (world.Put(next), next);
    }

    internal static World Archive(World world, EcrImage image, DateTimeOffset now) => world.Put(Archived(world, image, now));

    /// <summary>It was pushed again, or its time has come.</summary>
    internal static World Activate(World world, EcrImage image, DateTimeOffset now) => world.Put(Active(image, now));

    internal static EcrImage Active(EcrImage image, DateTimeOffset now) => image with { Status = ImageStatus.Active, LastActivatedAt = now, NextWake = null };

    private static EcrImage Archived(World world, EcrImage image, DateTimeOffset now)
    {
        if (image.Status == ImageStatus.Archived) return image;
        var indexes = world.ImageIndex.IndexesWith(image.RepositoryName, image.Digest);
        if (indexes.Any(digest => !ImageLookup.ByDigest(world, image.RepositoryName, digest)!.IsArchived))
            throw EcrErrors.ImageStorageClassUpdateNotSupported($"The image with digest '{image.Digest}' is referenced by a manifest list and cannot be archived before it.");
        return image with { Status = ImageStatus.Archived, LastArchivedAt = now, NextWake = null };
    }

    private static EcrImage Restoring(EcrImage image, DateTimeOffset now) => image.Status == ImageStatus.Archived
        ? image with { Status = ImageStatus.Activating, NextWake = new(now + RestoreTime, IsUpkeep: false) }
        : image;
}
