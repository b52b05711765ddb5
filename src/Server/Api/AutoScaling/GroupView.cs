using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Server.Api.AutoScaling;

/// <summary>Groups, their members and what they did, as the API shows them.</summary>
internal static class GroupView
{
    public static AutoScalingGroup Of(World world, AutoScalingGroupState group) => new()
    {
        AutoScalingGroupName = group.Name,
        AutoScalingGroupARN = group.Arn(world.Scope),
        LaunchConfigurationName = group.LaunchConfigurationName,
        LaunchTemplate = group.LaunchTemplate,
        MixedInstancesPolicy = group.MixedInstancesPolicy,
        MinSize = group.MinSize,
        MaxSize = group.MaxSize,
        DesiredCapacity = group.DesiredCapacity,
        DefaultCooldown = group.DefaultCooldown,
        AvailabilityZones = group.Zones,
        LoadBalancerNames = [],
        TargetGroupARNs = group.TargetGroupArns,
        HealthCheckType = group.HealthCheckType,
        HealthCheckGracePeriod = group.HealthCheckGracePeriod,
        Instances = group.Members.Select(member => Of(world, group, member)).ToValueList(),
        CreatedTime = group.CreatedAt,
        SuspendedProcesses = group.SuspendedProcesses.Select(name => new SuspendedProcess { ProcessName = name, SuspensionReason = "User suspended at the request of the user" }).ToValueList(),
        VPCZoneIdentifier = string.Join(',', group.SubnetIds),
        EnabledMetrics = [],
        Status = group.IsDeleting ? "Delete in progress" : null,
        Tags = group.Tags,
        TerminationPolicies = group.TerminationPolicies,
        NewInstancesProtectedFromScaleIn = group.NewInstancesProtectedFromScaleIn,
        ServiceLinkedRoleARN = group.ServiceLinkedRoleArn ?? $"arn:aws:iam::{world.Scope.Account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        MaxInstanceLifetime = group.MaxInstanceLifetime,
        CapacityRebalance = group.CapacityRebalance,
        DefaultInstanceWarmup = group.DefaultInstanceWarmup,
        TrafficSources = [],
    };

    public static AutoScalingInstanceDetails Details(World world, AutoScalingGroupState group, GroupMember member)
    {
        var shown = Of(world, group, member);
        return new()
        {
            InstanceId = shown.InstanceId,
            InstanceType = shown.InstanceType,
            AutoScalingGroupName = group.Name,
            AvailabilityZone = shown.AvailabilityZone,
            LifecycleState = shown.LifecycleState,
            HealthStatus = shown.HealthStatus!.ToUpperInvariant(),
            LaunchConfigurationName = shown.LaunchConfigurationName,
            LaunchTemplate = shown.LaunchTemplate,
            ProtectedFromScaleIn = shown.ProtectedFromScaleIn,
        };
    }

    public static Activity Of(World world, ScalingActivity activity) => new()
    {
        ActivityId = activity.Id,
        AutoScalingGroupName = activity.GroupName,
        AutoScalingGroupARN = world.AutoScalingGroups.GetValueOrDefault(activity.GroupName)?.Arn(world.Scope),
        AutoScalingGroupState = world.AutoScalingGroups.ContainsKey(activity.GroupName) ? null : "Deleted",
        Description = activity.Description,
        Cause = activity.Cause,
        StartTime = activity.StartedAt,
        EndTime = activity.EndedAt,
        StatusCode = activity.StatusCode,
        StatusMessage = activity.StatusMessage,
        Progress = activity.Progress,
        Details = activity.Details,
    };

    private static Instance Of(World world, AutoScalingGroupState group, GroupMember member)
    {
        var template = GroupMachines.TemplateOf(group);
        return new()
        {
            InstanceId = member.InstanceId,
            InstanceType = world.FindEc2<Ec2Instance>(member.InstanceId)?.Machine.InstanceType,
            AvailabilityZone = member.Zone,
            LifecycleState = member.LifecycleState,
            HealthStatus = member.IsUnhealthy ? "Unhealthy" : "Healthy",
            LaunchConfigurationName = group.LaunchConfigurationName,
            LaunchTemplate = template is null ? null : template with { Version = member.TemplateVersion },
            ProtectedFromScaleIn = member.IsProtected,
        };
    }
}
