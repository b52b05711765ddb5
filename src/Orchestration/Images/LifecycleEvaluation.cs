using System.Diagnostics;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>What a policy does to one image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Rule">The one rule that marks it.</param>
public readonly record struct LifecycleMark(EcrImage Image, LifecycleRule Rule);

/// <summary>
/// Evaluates a lifecycle policy as ECR does: each rule marks images as if it were alone; then, by priority, a rule keeps
/// only its marks on images that no rule before it is about. So an image is marked once at most, and one that a rule
/// spares is safe from all rules after it.
/// </summary>
public static class LifecycleEvaluation
{
    /// <summary>The marks, rule by rule, the oldest image first.</summary>
    public static IReadOnlyList<LifecycleMark> Of(World world, string repositoryName, LifecyclePolicy policy, DateTimeOffset now)
    {
        // Signatures and the like share the fate of their subject; an image that an index lists stays as long as the index.
        var images = ImageLookup.In(world, repositoryName).Where(image => !FollowsSubject(world, image)).ToList();
        var marks = new List<LifecycleMark>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in policy.Rules)
        {
            var selected = images.Where(rule.Selects).OrderBy(image => AgeOf(image, rule)).ThenBy(image => image.Digest, StringComparer.Ordinal).ToList();
            foreach (var image in MarkedBy(rule, selected, now))
            {
                if (!taken.Contains(image.Digest) && !IsHeld(world, image, rule)) marks.Add(new(image, rule));
            }
            foreach (var image in selected) taken.Add(image.Digest);
        }
        return marks;
    }

    /// <summary>Signatures and other artifacts whose subject has been gone for so long that the policy takes them along.</summary>
    public static IEnumerable<EcrImage> Orphans(World world, string repositoryName, DateTimeOffset now) =>
        ImageLookup.In(world, repositoryName).Where(image =>
            image.Subject is { } subject && ImageLookup.ByDigest(world, repositoryName, subject) is null && image.PushedAt + LifecycleRun.Period <= now);

    /// <summary>By an index that lists it: it goes after the index is gone, and into the archive after the index is there.</summary>
    private static bool IsHeld(World world, EcrImage image, LifecycleRule rule) => world.ImageIndex.IndexesWith(image.RepositoryName, image.Digest)
        .Any(digest => rule.Action == LifecycleAction.Expire || !ImageLookup.ByDigest(world, image.RepositoryName, digest)!.IsArchived);

    private static bool FollowsSubject(World world, EcrImage image) => image.Subject is { } subject && ImageLookup.ByDigest(world, image.RepositoryName, subject) is not null;

    /// <param name="selected">The oldest first.</param>
    private static IEnumerable<EcrImage> MarkedBy(LifecycleRule rule, List<EcrImage> selected, DateTimeOffset now) => rule.CountType switch
    {
        // 5 images and a count of 3: the 2 oldest.
        LifecycleCountType.ImageCountMoreThan => selected.Take(Math.Max(0, selected.Count - rule.Count)),
        LifecycleCountType.SinceImagePushed or LifecycleCountType.SinceImagePulled or LifecycleCountType.SinceImageTransitioned =>
            selected.TakeWhile(image => now - AgeOf(image, rule) > TimeSpan.FromDays(rule.Count)),
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset AgeOf(EcrImage image, LifecycleRule rule) => rule.CountType switch
    {
        LifecycleCountType.ImageCountMoreThan or LifecycleCountType.SinceImagePushed => image.PushedAt,
        LifecycleCountType.SinceImagePulled => Later(image.LastPulledAt ?? image.PushedAt, image.LastActivatedAt),
        LifecycleCountType.SinceImageTransitioned => image.LastArchivedAt ?? image.PushedAt,
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
