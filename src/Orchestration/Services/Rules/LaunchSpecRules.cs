using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services.Rules;

/// <summary>What CreateService, UpdateService and CreateTaskSet refuse of the tasks that are to be started.</summary>
internal static class LaunchSpecRules
{
    /// <summary>Launch type or strategy: what was asked for, else the cluster's default strategy, else EC2.</summary>
    public static (string? LaunchType, ValueList<CapacityProviderStrategyItem> Strategy) Capacity(
        ClusterState cluster, string? launchType, ValueList<CapacityProviderStrategyItem>? strategy)
    {
        if (launchType is not null && strategy is { Count: > 0 })
            throw EcsErrors.InvalidParameter("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        var chosen = strategy is { Count: > 0 } ? strategy : launchType is null ? cluster.DefaultCapacityProviderStrategy : [];
        CapacityProviders.CheckStrategy(chosen, cluster.CapacityProviders);
        return chosen.Count > 0 ? (null, chosen) : (launchType ?? LaunchType.Ec2, []);
    }

    public static void Check(TaskDefinition definition, LaunchSpec spec)
    {
        var launchTypes = spec.LaunchType is { } own ? [own] : spec.CapacityProviderStrategy.Select(item => CapacityProviders.LaunchTypeOf(item.CapacityProvider!)).Distinct();
        foreach (var launchType in launchTypes)
        {
            LaunchRules.Check(definition, new(launchType)
            {
                PlatformVersion = spec.PlatformVersion,
                VpcConfiguration = spec.NetworkConfiguration?.AwsvpcConfiguration,
            });
        }
        foreach (var balancer in spec.LoadBalancers) CheckLoadBalancer(definition, balancer, spec);
        if (spec.LoadBalancers.Select(each => each.TargetGroupArn).OfType<string>().GroupBy(arn => arn).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw EcsErrors.InvalidParameter($"Duplicate targetGroupArn found: {twice.Key}");
        if (spec.ServiceRegistries.Count > 1) throw EcsErrors.InvalidParameter("service registries can have at most 1 items");
        foreach (var volume in spec.VolumeConfigurations)
        {
            if ((definition.Volumes ?? []).All(each => each.Name != volume.Name))
                throw EcsErrors.InvalidParameter($"The volume name '{volume.Name}' in your request does not have a matching volume in your Task Definition. Specify a valid volume name and try again.");
        }
    }

    private static void CheckLoadBalancer(TaskDefinition definition, LoadBalancer balancer, LaunchSpec spec)
    {
        if (balancer is { LoadBalancerName: not null, TargetGroupArn: not null })
            throw EcsErrors.InvalidParameter("loadBalancerName and targetGroupArn cannot both be specified. Specify one and try again.");
        if (balancer is { LoadBalancerName: null, TargetGroupArn: null })
            throw EcsErrors.InvalidParameter("A load balancer needs a targetGroupArn or a loadBalancerName.");
        if (balancer.LoadBalancerName is not null && spec.NetworkConfiguration is not null)
            throw EcsErrors.InvalidParameter("Classic Load Balancers are not supported with the awsvpc network mode. Use a target group instead.");
        if (string.IsNullOrEmpty(balancer.ContainerName)) throw EcsErrors.InvalidParameter("Container name can not be blank.");
        var container = definition.ContainerDefinitions!.FirstOrDefault(each => each.Name == balancer.ContainerName)
            ?? throw EcsErrors.InvalidParameter($"The container {balancer.ContainerName} does not exist in the task definition.");
        if ((container.PortMappings ?? []).All(port => port.ContainerPort != balancer.ContainerPort))
            throw EcsErrors.InvalidParameter($"The container {balancer.ContainerName} did not have a container port {balancer.ContainerPort} defined.");
    }
}
