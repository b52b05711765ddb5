using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Images;

/// <summary>An image's manifest is given out: what DescribeImages shows as <c>lastRecordedPullTime</c>.</summary>
public static class ImagePull
{
    /// <summary>ECR refreshes the time "at least once every 24 hours", so that pulling costs no write each time.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(24);

    /// <summary>The same World when nothing has to be noted: principals that are excluded leave no trace.</summary>
    public static World Note(World world, string repositoryName, string digest, string principalArn, DateTimeOffset now) =>
        !world.EcrRegistry.PullTimeExclusions.Any(excluded => Covers(excluded, principalArn)) && ImageLookup.ByDigest(world, repositoryName, digest) is { } image && !(now < image.LastPulledAt + Refresh)
            ? world.Put(image with { LastPulledAt = now })
            : world;

    /// <summary>Whether it is the principal, or the role that the principal has assumed: <c>arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>.</summary>
    private static bool Covers(string excluded, string principalArn)
    {
        if (excluded == principalArn) return true;
        if (principalArn.Split('/') is not [var kind, var role, _] || !kind.EndsWith(":assumed-role", StringComparison.Ordinal)) return false;
        // An assumed role's ARN has no path.
        return excluded.Contains(":role/", StringComparison.Ordinal) && excluded.Split(':')[4] == principalArn.Split(':')[4] && excluded[(excluded.LastIndexOf('/') + 1)..] == role;
    }
}
