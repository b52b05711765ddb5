using System.Text.RegularExpressions;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.Tagging;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Clusters;

/// <summary>CreateCluster, UpdateCluster, UpdateClusterSettings and DeleteCluster. Errors are <see cref="ApiException"/>s in ECS's wording.</summary>
public static partial class ClusterRules
{
    public const string DefaultName = "default";

    /// <summary>Creates the cluster, or finds the equal one that exists: CreateCluster is idempotent.</summary>
    public static (World World, ClusterState Cluster) Create(World world, CreateClusterRequest request)
    {
        var name = request.ClusterName ?? DefaultName;
        if (!Name().IsMatch(name)) throw EcsErrors.InvalidParameter("Identifier contains invalid characters or is longer than 255 characters: cluster names may have letters, numbers, hyphens and underscores.");
        var wanted = new ClusterState(name)
        {
            Settings = ClusterSettings.Merge(ClusterSettings.Defaults(world), request.Settings),
            Configuration = request.Configuration,
            CapacityProviders = CapacityProviders.Check(world, request.CapacityProviders ?? []),
            DefaultCapacityProviderStrategy = CapacityProviders.CheckStrategy(request.DefaultCapacityProviderStrategy ?? [], request.CapacityProviders ?? []),
            ServiceConnectDefaults = ServiceConnect(request.ServiceConnectDefaults),
            Tags = TagRules.Check(request.Tags),
        };
        if (world.Clusters.GetValueOrDefault(name) is not { IsActive: true } existing) return (world.Put(wanted), wanted);

        // Naming a cluster that exists is fine; asking for another one under its name is not.
        var asksForMore = request with { ClusterName = null } != new CreateClusterRequest();
        return !asksForMore || wanted == existing
            ? (world, existing)
            : throw EcsErrors.InvalidParameter("Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }

    public static (World World, ClusterState Cluster) Update(World world, UpdateClusterRequest request)
    {
        var cluster = Active(world, request.Cluster);
        var next = cluster with
        {
            Settings = ClusterSettings.Merge(cluster.Settings, request.Settings),
            Configuration = request.Configuration ?? cluster.Configuration,
            ServiceConnectDefaults = ServiceConnect(request.ServiceConnectDefaults) ?? cluster.ServiceConnectDefaults,
        };
        return (world.Put(next), next);
    }

    public static (World World, ClusterState Cluster) UpdateSettings(World world, UpdateClusterSettingsRequest request)
    {
        var cluster = Active(world, request.Cluster);
        var next = cluster with { Settings = ClusterSettings.Merge(cluster.Settings, request.Settings) };
        return (world.Put(next), next);
    }

    public static (World World, ClusterState Cluster) PutCapacityProviders(World world, PutClusterCapacityProvidersRequest request)
    {
        var cluster = Active(world, request.Cluster);
        var next = cluster with
        {
            CapacityProviders = CapacityProviders.Replace(world, cluster, request.CapacityProviders ?? []),
            DefaultCapacityProviderStrategy = CapacityProviders.CheckStrategy(request.DefaultCapacityProviderStrategy ?? [], request.CapacityProviders ?? []),
        };
        return (world.Put(next), next);
    }

    /// <summary>The cluster becomes INACTIVE once nothing is left in it.</summary>
    public static (World World, ClusterState Cluster) Delete(World world, DeleteClusterRequest request)
    {
        var cluster = Find(world, request.Cluster);
        if (!cluster.IsActive) return (world, cluster);
        if (!world.ServiceIndex[ServiceBuckets.In(cluster.Name)].IsEmpty)
            throw EcsErrors.ClusterContainsServices("The Cluster cannot be deleted while Services are active.");
        if (!world.InstanceIndex[cluster.Name].IsEmpty)
            throw EcsErrors.ClusterContainsContainerInstances("The Cluster cannot be deleted while Container Instances are active or draining.");
        if (world.Tallies.GetValueOrDefault(cluster.Name, ClusterTally.Empty).Active > 0)
            throw EcsErrors.ClusterContainsTasks("The Cluster cannot be deleted while Tasks are active.");
        var next = cluster with { Status = "INACTIVE" };
        return (world.Put(next), next);
    }

    /// <summary>The ACTIVE cluster that a request names; <c>default</c> where it names none.</summary>
    public static ClusterState Active(World world, string? identifier)
    {
        var cluster = Find(world, identifier);
        return cluster.IsActive ? cluster : throw EcsErrors.ClusterNotFound("The referenced cluster was inactive.");
    }

    /// <summary>The cluster that a request names, also when it is INACTIVE.</summary>
    public static ClusterState Find(World world, string? identifier) =>
        NameOf(world.Scope, identifier) is { } name && world.Clusters.TryGetValue(name, out var cluster)
            ? cluster
            : throw EcsErrors.ClusterNotFound("Cluster not found.");

    /// <summary>The name in a short name or ARN; null for the ARN of something else or of another account or region.</summary>
    public static string? NameOf(AccountRegion scope, string? identifier)
    {
        if (string.IsNullOrEmpty(identifier)) return DefaultName;
        if (!identifier.StartsWith("arn:", StringComparison.Ordinal)) return identifier;
        return Arn.TryParse(identifier, out var arn) && arn.Type == "cluster" && arn.Scope == scope ? arn.Path : null;
    }

    private static ClusterServiceConnectDefaults? ServiceConnect(ClusterServiceConnectDefaultsRequest? request) =>
        request is null ? null : new() { Namespace = request.Namespace };

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,255}\z")]
    private static partial Regex Name();
}
