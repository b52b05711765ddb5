using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>An image's manifest is given out: what DescribeImages shows as <c>lastRecordedPullTime</c>.</summary>
public static class ImagePull
{
    /// <summary>ECR refreshes the time "at least once every 24 hours", so that pulling costs no write each time.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(24);

    /// <summary>The same World when nothing has to be noted.</summary>
    public static World Note(World world, string repositoryName, string digest, DateTimeOffset now) =>
        ImageLookup.ByDigest(world, repositoryName, digest) is { } image && !(now < image.LastPulledAt + Refresh)
            ? world.Put(image with { LastPulledAt = now })
            : world;
}
