namespace Workbook.Orchestration.Deployments;

/// <summary>The buckets in which a service's revisions and service deployments are found.</summary>
public static class RolloutBuckets
{
    /// <summary>Ids of <see cref="EcsServiceRevision"/>s.</summary>
    public static string Revisions(string serviceKey) => $"{serviceKey}|revisions";

    /// <summary>Keys of <see cref="EcsServiceDeployment"/>s.</summary>
    public static string Deployments(string serviceKey) => $"{serviceKey}|deployments";

    /// <summary>Ids of the <see cref="EcsServiceRevision"/>s that use a task definition, of any service.</summary>
    public static string Definition(string definitionKey) => $"|definition={definitionKey}";

    internal static IReadOnlyList<string> Of(EcsServiceRevision revision) => [Revisions(revision.ServiceKey), Definition(revision.Spec.DefinitionKey)];
}
