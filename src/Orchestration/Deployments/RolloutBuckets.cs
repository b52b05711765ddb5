namespace Workbook.Orchestration.Deployments;

/// <summary>The buckets in which a service's revisions and service deployments are found.</summary>
public static class RolloutBuckets
{
    /// <summary>Ids of <see cref="EcsServiceRevision"/>s.</summary>
    public static string Revisions(string serviceKey) => $"{serviceKey}|revisions";

    /// <summary>Keys of <see cref="EcsServiceDeployment"/>s.</summary>
    public static string Deployments(string serviceKey) => $"{serviceKey}|deployments";
}
