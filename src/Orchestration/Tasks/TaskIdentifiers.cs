using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>How requests name tasks: by id or ARN, within a cluster.</summary>
public static class TaskIdentifiers
{
    /// <summary>The task, or null when the cluster has none of that name.</summary>
    /// <exception cref="Shapes.ApiException">The identifier cannot name a task of this cluster.</exception>
    public static EcsTask? Find(World world, string clusterName, string? identifier)
    {
        var id = IdOf(world, clusterName, identifier);
        return world.Tasks.GetValueOrDefault(id) is { } task && task.ClusterName == clusterName ? task : null;
    }

    /// <summary>The id in an identifier.</summary>
    public static string IdOf(World world, string clusterName, string? identifier)
    {
        if (string.IsNullOrEmpty(identifier)) throw EcsErrors.InvalidParameter("Task Identifier can not be blank.");
        var id = identifier;
        if (identifier.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (!Arn.TryParse(identifier, out var arn) || arn.Type != "task") throw EcsErrors.InvalidParameter($"Invalid identifier: Expected a task ARN, but got '{identifier}'.");
            if (arn.Scope != world.Scope) throw EcsErrors.InvalidParameter($"Invalid identifier: Identifier is for {arn.Scope.Region}. You are accessing {world.Scope.Region}.");
            if (arn.ClusterName is { } named && named != clusterName) throw EcsErrors.InvalidParameter($"Invalid identifier: Identifier is for cluster {named}. Your cluster is {clusterName}");
            id = arn.Id;
        }
        return id.Length is 32 or 36 ? id : throw EcsErrors.InvalidParameter("taskId length should be one of [32,36]");
    }
}
