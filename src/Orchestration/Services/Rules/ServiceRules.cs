using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services.Rules;

/// <summary>What CreateService and UpdateService refuse of a service as it would become.</summary>
internal static class ServiceRules
{
    public static void Check(EcsService service, LaunchSpec? spec, TaskDefinition? definition)
    {
        if (service.HealthCheckGracePeriodSeconds < 0)
            throw EcsErrors.InvalidParameter("healthCheckGracePeriodSeconds can not be less than 0.");
        if (service.PropagateTags is not (PropagateTags.None or PropagateTags.Service or PropagateTags.TaskDefinition))
            throw EcsErrors.InvalidParameter($"Invalid propagateTags '{service.PropagateTags}'. Valid values are: NONE, SERVICE, TASK_DEFINITION.");
        PlacementRules.Check(service.PlacementConstraints, service.PlacementStrategy);
        CheckDaemon(service, spec);
        CheckRebalancing(service);
        if (spec is null) return;
        if (spec.IsFargate && service.PlacementConstraints.Count > 0) throw EcsErrors.InvalidParameter("Placement constraints are not supported with FARGATE launch type.");
        if (spec.IsFargate && service.PlacementStrategy.Count > 0) throw EcsErrors.InvalidParameter("Placement strategies are not supported with FARGATE launch type.");
        LaunchSpecRules.Check(definition!, spec);
        CheckBalancers(service, spec);
        if (service.RoleArn is not null && (spec.LoadBalancers.Count == 0 || definition!.NetworkMode == NetworkMode.Awsvpc))
            throw EcsErrors.InvalidParameter("You cannot specify an IAM role for services that require a service linked role.");
    }

    public static void CheckExecuteCommand(EcsService service, TaskDefinition? definition, string verb)
    {
        if (service.EnableExecuteCommand && definition is { TaskRoleArn: null or "" })
            throw EcsErrors.InvalidParameter($"The service couldn't be {verb} because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.");
    }

    private static void CheckDaemon(EcsService service, LaunchSpec? spec)
    {
        if (!service.IsDaemon) return;
        if (service.Controller != DeploymentControllerType.Ecs)
            throw EcsErrors.InvalidParameter($"The daemon scheduling strategy does not support the {service.Controller} deployment controller. Change the deployment controller and try again.");
        if (service.PlacementStrategy.Count > 0)
            throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support placement strategies. Remove the placement strategies and try again.");
        if (spec?.IsFargate == true)
            throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again");
        if (spec?.CapacityProviderStrategy.Count > 0)
            throw EcsErrors.InvalidParameter("The daemon scheduling strategy does not support capacity provider strategies. Remove the capacity provider strategy and try again.");
    }

    private static void CheckRebalancing(EcsService service)
    {
        if (service.AvailabilityZoneRebalancing != AvailabilityZoneRebalancing.Enabled) return;
        if (service.IsDaemon) throw EcsErrors.InvalidParameter("availabilityZoneRebalancing is not supported with the daemon scheduling strategy.");
        if (service.DeploymentConfiguration.MaximumPercent <= 100)
            throw EcsErrors.InvalidParameter("availabilityZoneRebalancing is not supported for services with a maximumPercent of 100 or less. Raise maximumPercent and try again.");
        if (service.PlacementStrategy is [{ Type: PlacementStrategyType.Spread } first, ..] && !IsZone(first.Field) || service.PlacementStrategy is [{ Type: not PlacementStrategyType.Spread }, ..])
            throw EcsErrors.InvalidParameter("availabilityZoneRebalancing needs spread over attribute:ecs.availability-zone as the first placement strategy, or none.");
        if (service.PlacementConstraints.Any(constraint => constraint.Expression?.Contains("ecs.availability-zone", StringComparison.Ordinal) == true))
            throw EcsErrors.InvalidParameter("availabilityZoneRebalancing is not supported with a placement constraint on attribute:ecs.availability-zone.");
    }

    private static bool IsZone(string? field) => string.Equals(field, "attribute:ecs.availability-zone", StringComparison.OrdinalIgnoreCase);

    /// <summary>Shifting traffic between revisions needs two target groups.</summary>
    private static void CheckBalancers(EcsService service, LaunchSpec spec)
    {
        if (spec.LoadBalancers.Count == 0) return;
        if (spec.LoadBalancers.Any(each => each.LoadBalancerName is not null) && spec.LoadBalancers.Any(each => each.TargetGroupArn is not null))
            throw EcsErrors.InvalidParameter("All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn).");
        if (service.DeploymentConfiguration.Strategy is null or DeploymentStrategy.Rolling) return;
        if (spec.LoadBalancers.Any(each => each.AdvancedConfiguration is null))
            throw EcsErrors.InvalidParameter("advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy.");
    }
}
