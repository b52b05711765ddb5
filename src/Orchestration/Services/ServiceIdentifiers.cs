using System.Text.RegularExpressions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>How requests name services: by name or ARN, within a cluster.</summary>
public static partial class ServiceIdentifiers
{
    /// <summary>The service, in whatever status, or null when the cluster has none of that name.</summary>
    public static EcsService? Find(World world, string clusterName, string? identifier) =>
        NameOf(world, clusterName, identifier) is { } name ? world.Services.GetValueOrDefault(EcsService.KeyOf(clusterName, name)) : null;

    /// <summary>The ACTIVE service that a request is to change.</summary>
    /// <exception cref="Shapes.ApiException">There is none of that name, or it is not ACTIVE.</exception>
    public static EcsService Active(World world, string clusterName, string? identifier)
    {
        if (string.IsNullOrEmpty(identifier)) throw EcsErrors.InvalidParameter("Service can not be blank.");
        var service = Find(world, clusterName, identifier) ?? throw EcsErrors.ServiceNotFound("Service not found.");
        return service.IsActive ? service : throw EcsErrors.ServiceNotActive("Service was not ACTIVE.");
    }

    internal static void CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw EcsErrors.InvalidParameter("Service name can not be blank.");
        if (!Name().IsMatch(name)) throw EcsErrors.InvalidParameter("Invalid service name. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
    }

    // Null for the ARN of something else, or of another account, region or cluster.
    private static string? NameOf(World world, string clusterName, string? identifier)
    {
        if (identifier is null || !identifier.StartsWith("arn:", StringComparison.Ordinal)) return identifier;
        return Arn.TryParse(identifier, out var arn) && arn.Type == "service" && arn.Scope == world.Scope && (arn.ClusterName ?? clusterName) == clusterName ? arn.Id : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,255}\z")]
    private static partial Regex Name();
}
