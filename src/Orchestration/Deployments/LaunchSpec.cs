using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>What the tasks of a service revision or task set are started from.</summary>
/// <param name="DefinitionKey">The key of the <see cref="TaskDefinitions.TaskDefinitionRevision"/>.</param>
public sealed record LaunchSpec(string DefinitionKey)
{
    /// <summary>EC2, FARGATE or EXTERNAL; null where a capacity provider strategy decides.</summary>
    public string? LaunchType { get; init; }
    public ValueList<CapacityProviderStrategyItem> CapacityProviderStrategy { get; init; } = [];

    /// <summary>As it was asked for, such as <c>LATEST</c>; Fargate only.</summary>
    public string? PlatformVersion { get; init; }
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public ValueList<LoadBalancer> LoadBalancers { get; init; } = [];
    public ValueList<ServiceRegistry> ServiceRegistries { get; init; } = [];
    public ServiceConnectConfiguration? ServiceConnectConfiguration { get; init; }
    public ValueList<ServiceVolumeConfiguration> VolumeConfigurations { get; init; } = [];
    public ValueList<VpcLatticeConfiguration> VpcLatticeConfigurations { get; init; } = [];

    /// <summary>True when tasks run on Fargate, by launch type or capacity provider.</summary>
    public bool IsFargate => LaunchType == Shapes.Ecs.LaunchType.Fargate
        || CapacityProviderStrategy.Any(item => Capacity.CapacityProviders.LaunchTypeOf(item.CapacityProvider!) == Shapes.Ecs.LaunchType.Fargate);
}
