using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>What a group has to be like.</summary>
internal static class GroupChecks
{
    private static readonly string[] HealthChecks = ["EC2", "ELB", "VPC_LATTICE", "EBS"];

    /// <summary>The group with its zones, which follow from its subnets.</summary>
    public static AutoScalingGroupState Check(World world, AutoScalingGroupState group)
    {
        if (group.MinSize < 0 || group.MaxSize < 0) throw AutoScalingRefusal.Validation("Size must not be negative.");
        if (group.MaxSize < group.MinSize) throw AutoScalingRefusal.Validation($"Max bound, {group.MaxSize}, must be greater than or equal to min bound, {group.MinSize}");
        if (group.DesiredCapacity < group.MinSize || group.DesiredCapacity > group.MaxSize)
            throw AutoScalingRefusal.Validation($"Desired capacity:{group.DesiredCapacity} must be between the specified min size:{group.MinSize} and max size:{group.MaxSize}");
        var sources = new object?[] { group.LaunchConfigurationName, group.LaunchTemplate, group.MixedInstancesPolicy }.Count(source => source is not null);
        if (sources != 1)
            throw AutoScalingRefusal.Validation("Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.");
        if (group.LaunchConfigurationName is { } configuration && !world.LaunchConfigurations.ContainsKey(configuration))
            throw AutoScalingRefusal.Validation($"Launch configuration name not found - Launch configuration {configuration} not found");
        if (group.HealthCheckType.Split(',').Any(type => !HealthChecks.Contains(type))) throw AutoScalingRefusal.Validation($"Unsupported health check type: {group.HealthCheckType}");
        if (group.SubnetIds.Count == 0 && group.Zones.Count == 0) throw AutoScalingRefusal.Validation("At least one Availability Zone or VPC Subnet is required.");
        return group with { Zones = group.SubnetIds.Count == 0 ? Known(world, group.Zones) : OfSubnets(world, group.SubnetIds) };
    }

    /// <summary><c>subnet-1, subnet-2</c> taken apart.</summary>
    public static ValueList<string> SubnetIds(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToValueList();

    /// <summary>A template with both its id and its name.</summary>
    public static LaunchTemplateSpecification? Template(World world, LaunchTemplateSpecification? named)
    {
        if (named is null) return null;
        try
        {
            var template = LaunchTemplates.Find(world, named.LaunchTemplateId, named.LaunchTemplateName);
            _ = LaunchTemplates.Version(template, named.Version);
            return named with { LaunchTemplateId = template.Id, LaunchTemplateName = template.Name };
        }
        catch (ApiException refused)
        {
            throw AutoScalingRefusal.Validation($"You must use a valid fully-formed launch template. {refused.Message}");
        }
    }

    public static MixedInstancesPolicy? Policy(World world, MixedInstancesPolicy? policy)
    {
        if (policy is null) return null;
        var template = Template(world, policy.LaunchTemplate?.LaunchTemplateSpecification) ?? throw AutoScalingRefusal.Validation("LaunchTemplateSpecification is required.");
        return policy with { LaunchTemplate = policy.LaunchTemplate! with { LaunchTemplateSpecification = template } };
    }

    private static ValueList<string> Known(World world, ValueList<string> zones) =>
        zones.FirstOrDefault(zone => !Zones.Of(world.Scope.Region).Contains(zone)) is { } unknown
            ? throw AutoScalingRefusal.Validation($"Invalid availability zones: [{unknown}]")
            : zones;

    private static ValueList<string> OfSubnets(World world, ValueList<string> subnetIds) => subnetIds
        .Select(id => Subnets.ZoneOf(world, id) ?? throw AutoScalingRefusal.Validation($"The subnet ID '{id}' does not exist"))
        .Distinct()
        .Order(StringComparer.Ordinal)
        .ToValueList();
}
