using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>How requests name service deployments and revisions: by ARN.</summary>
public static class RolloutIdentifiers
{
    /// <summary>The service deployment, or null when there is none of that ARN.</summary>
    /// <exception cref="Shapes.ApiException">It is no ARN of a service deployment.</exception>
    public static EcsServiceDeployment? Find(World world, string? arn) =>
        world.ServiceDeployments.GetValueOrDefault(PathOf(world, arn, "service-deployment"));

    /// <summary>The service revision, or null when there is none of that ARN.</summary>
    /// <exception cref="Shapes.ApiException">It is no ARN of a service revision.</exception>
    public static EcsServiceRevision? FindRevision(World world, string? arn)
    {
        var path = PathOf(world, arn, "service-revision");
        var revision = world.ServiceRevisions.GetValueOrDefault(path[(path.LastIndexOf('/') + 1)..]);
        return revision is not null && $"{revision.ServiceKey}/{revision.Id}" == path ? revision : null;
    }

    private static string PathOf(World world, string? text, string type)
    {
        if (!Arn.TryParse(text, out var arn) || arn.Type != type) throw EcsErrors.InvalidParameter($"Invalid identifier: Expected a {type} ARN, but got '{text}'.");
        return arn.Scope == world.Scope ? arn.Path : throw EcsErrors.InvalidParameter($"Invalid identifier: Identifier is for {arn.Scope.Region}. You are accessing {world.Scope.Region}.");
    }
}
