using System.Globalization;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.AutoScaling;

namespace Workbook.Orchestration.AutoScaling;

/// <summary>What the machines of a group are made from.</summary>
public static class GroupMachines
{
    /// <summary>The machine that the group would launch now, and the tags that say where it is from.</summary>
    /// <exception cref="ApiException">What it is made from does not exist any more.</exception>
    public static (Machine Machine, ValueList<Shapes.Ec2.Tag> Tags) Of(World world, AutoScalingGroupState group)
    {
        var (machine, origin) = TemplateOf(group) is { } template
            ? RunInstances.Template(world, template.LaunchTemplateId, template.LaunchTemplateId is null ? template.LaunchTemplateName : null, template.Version)
            : (Of(world.LaunchConfigurations.GetValueOrDefault(group.LaunchConfigurationName ?? "")?.Data
                ?? throw Ec2Refusal.Of("ValidationError", $"Launch configuration name not found - Launch configuration {group.LaunchConfigurationName} not found")), []);
        var own = group.Tags.Where(tag => tag.PropagateAtLaunch == true).Select(tag => new Shapes.Ec2.Tag { Key = tag.Key, Value = tag.Value ?? "" });
        machine = machine with { InstanceType = group.MixedInstancesPolicy?.LaunchTemplate?.Overrides is [var first, ..] ? first.InstanceType ?? machine.InstanceType : machine.InstanceType };
        return (machine, [.. origin, new() { Key = "aws:autoscaling:groupName", Value = group.Name }, .. own]);
    }

    /// <summary>The number of the version that new members are made from; null where there is none.</summary>
    public static string? VersionOf(World world, AutoScalingGroupState group)
    {
        if (TemplateOf(group) is not { } template || world.FindEc2<Ec2LaunchTemplate>(template.LaunchTemplateId) is not { } known) return null;
        return template.Version switch
        {
            null or "$Default" => known.DefaultVersion.ToString(CultureInfo.InvariantCulture),
            "$Latest" => known.LatestVersion.ToString(CultureInfo.InvariantCulture),
            var number => number,
        };
    }

    /// <summary>The launch template, also that of a mixed instances policy.</summary>
    public static LaunchTemplateSpecification? TemplateOf(AutoScalingGroupState group) =>
        group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;

    private static Machine Of(LaunchConfiguration data) => new()
    {
        ImageId = data.ImageId,
        InstanceType = data.InstanceType,
        KeyName = data.KeyName,
        UserData = data.UserData,
        SecurityGroupIds = (data.SecurityGroups ?? []).Where(group => group.StartsWith("sg-", StringComparison.Ordinal)).ToValueList(),
        SecurityGroupNames = (data.SecurityGroups ?? []).Where(group => !group.StartsWith("sg-", StringComparison.Ordinal)).ToValueList(),
        AssociatePublicIpAddress = data.AssociatePublicIpAddress,
        ProfileName = data.IamInstanceProfile is { } profile && !profile.StartsWith("arn:", StringComparison.Ordinal) ? profile : null,
        ProfileArn = data.IamInstanceProfile is { } arn && arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : null,
        IsSpot = data.SpotPrice is not null,
    };
}
