using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>Private image replication: what is pushed after a rule was made is copied to other regions (see "Private image replication in Amazon ECR").</summary>
public static class Replication
{
    /// <summary>The image with a replication to do for each destination that a rule names for its repository.</summary>
    internal static EcrImage Schedule(World world, EcrImage image)
    {
        var destinations = world.EcrRegistry.ReplicationRules
            .Where(rule => rule.RepositoryFilters is not { Count: > 0 } filters || filters.Any(filter => image.RepositoryName.StartsWith(filter.Filter!, StringComparison.Ordinal)))
            .SelectMany(rule => rule.Destinations!)
            .Select(destination => new AccountRegion(destination.RegistryId!, destination.Region!))
            .Distinct()
            .ToList();
        if (destinations.Count == 0) return image;
        return image with
        {
            Replications = destinations.Select(each => new ImageReplicationStatus { Region = each.Region, RegistryId = each.Account, Status = ReplicationStatus.InProgress }).ToValueList(),
        };
    }

    /// <summary>The destination's World once it has an image of another registry, with its tags, its layers, and all that it lists.</summary>
    /// <returns>What kept it from being replicated instead; null when it was.</returns>
    public static (World World, string? FailureCode) Receive(World destination, World source, EcrImage image, DateTimeOffset now)
    {
        if (destination.Scope.Account != source.Scope.Account && RegistryPolicy.Judge(destination.EcrRegistry.PolicyText, $"arn:aws:iam::{source.Scope.Account}:root", "ecr:ReplicateImage") != PolicyVerdict.Allowed)
            return (destination, "AccessDenied");
        var world = CreationTemplates.Ensure(destination, image.RepositoryName, RCTAppliedFor.Replication, now);
        var repository = world.EcrRepositories[image.RepositoryName];
        var held = image.Tags.Select(tag => (Tag: tag, Holder: ImageLookup.ByTag(world, image.RepositoryName, tag)))
            .Where(each => each.Holder is not null && each.Holder.Digest != image.Digest).ToList();
        if (held.Any(each => TagMutability.IsImmutable(repository, each.Tag))) return (destination, "ImageTagAlreadyExists");
        foreach (var (tag, _) in held)
        {
            var holder = ImageLookup.ByTag(world, image.RepositoryName, tag)!;
            world = world.Put(holder with { Tags = holder.Tags.Where(each => each != tag).ToValueList() });
        }
        world = Copy(world, source, image, now);
        var copy = ImageLookup.ByDigest(world, image.RepositoryName, image.Digest)!;
        return (world.Put(copy with { Tags = copy.Tags.Union(image.Tags, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList() }), null);
    }

    /// <summary>Notes how a replication ended. One that was overtaken by a new tag is done again.</summary>
    internal static World Note(World world, ImageReplicated seen)
    {
        if (ImageLookup.ByDigest(world, seen.RepositoryName, seen.Digest) is not { } image || !image.Tags.Equals(seen.Tags)) return world;
        var statuses = image.Replications.Select(each => each.Region == seen.Destination.Region && each.RegistryId == seen.Destination.Account
            ? each with { Status = seen.FailureCode is null ? ReplicationStatus.Complete : ReplicationStatus.Failed, FailureCode = seen.FailureCode }
            : each).ToValueList();
        return statuses.Equals(image.Replications) ? world : world.Put(image with { Replications = statuses });
    }

    private static World Copy(World world, World source, EcrImage image, DateTimeOffset now)
    {
        if (ImageLookup.ByDigest(world, image.RepositoryName, image.Digest) is not null) return world;
        foreach (var digest in image.Manifests)
        {
            if (ImageLookup.ByDigest(source, image.RepositoryName, digest) is { } listed) world = Copy(world, source, listed with { Tags = [] }, now);
        }
        foreach (var digest in image.Blobs)
        {
            var layer = source.EcrLayers[EcrImage.KeyOf(image.RepositoryName, digest)];
            world = world.Put(layer with { UploadedAt = now, NextWake = null });
        }
        // A replica is as new as its arrival, and is not replicated further.
        image = image with { PushedAt = now, Tags = [], LastPulledAt = null, Replications = [] };
        return ImageScanning.OnPush(world.Put(image), image, now);
    }
}
