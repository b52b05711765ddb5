using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>A capacity provider as the API shows it.</summary>
internal static class ProviderView
{
    public static CapacityProvider Of(World world, EcsCapacityProvider provider, bool withTags) => new()
    {
        CapacityProviderArn = ArnOf(world, provider.Name),
        Name = provider.Name,
        Status = provider.Status,
        Type = CapacityProviderType.Ec2Autoscaling,
        AutoScalingGroupProvider = new()
        {
            AutoScalingGroupArn = provider.GroupArn,
            ManagedScaling = provider.Scaling,
            ManagedTerminationProtection = provider.TerminationProtection,
            ManagedDraining = provider.Draining,
        },
        UpdateStatus = provider.UpdateStatus,
        Tags = withTags ? provider.Tags : [],
    };

    /// <summary>FARGATE or FARGATE_SPOT, which nobody has to create.</summary>
    public static CapacityProvider OfFargate(World world, string name) => new()
    {
        CapacityProviderArn = ArnOf(world, name),
        Name = name,
        Status = CapacityProviderStatus.Active,
        Type = name,
        Tags = [],
    };

    public static string ArnOf(World world, string name) => new Arn(world.Scope, "capacity-provider", name).ToString();
}
