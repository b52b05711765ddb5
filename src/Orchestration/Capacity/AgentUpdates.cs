using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>UpdateContainerAgent, and the versions of the agent.</summary>
public static class AgentUpdates
{
    /// <summary>The version that new machines come with.</summary>
    public const string LatestVersion = MachineImages.AgentVersion;

    /// <summary>From the call to the connection of the new agent.</summary>
    public static readonly TimeSpan UpdateTime = TimeSpan.FromSeconds(30);

    /// <exception cref="ApiException">There is nothing to update, or nothing is known of the agent's version.</exception>
    public static (World World, Instance Instance) Update(World world, UpdateContainerAgentRequest request, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var instance = InstanceRules.Registered(world, cluster.Name, request.ContainerInstance);
        if (instance.VersionInfo?.AgentVersion is not { Length: > 0 } version)
            throw EcsErrors.MissingVersion("Amazon ECS is unable to determine the current version of the Amazon ECS container agent on your container instance.");
        if (instance.AgentUpdatedAt is not null) throw EcsErrors.UpdateInProgress("Agent update is already in progress.");
        if (version == LatestVersion) throw EcsErrors.NoUpdateAvailable("There is no update available for your container agent.");
        if (!instance.AgentConnected) throw EcsErrors.Client("The agent of the container instance is not connected.");
        var next = instance with
        {
            AgentUpdateStatus = AgentUpdateStatus.Pending,
            AgentUpdatedAt = now + UpdateTime,
            Version = instance.Version + 1,
        };
        return (world.Put(next), next);
    }

    internal static Instance Updated(Instance instance) => instance with
    {
        AgentUpdateStatus = AgentUpdateStatus.Updated,
        AgentUpdatedAt = null,
        VersionInfo = instance.VersionInfo! with { AgentVersion = LatestVersion },
        Version = instance.Version + 1,
    };
}
