using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>A version made from another one: what the new one says replaces the old, member by member.</summary>
internal static class LaunchTemplateOverlay
{
    public static RequestLaunchTemplateData Over(RequestLaunchTemplateData source, RequestLaunchTemplateData data) => source with
    {
        ImageId = data.ImageId ?? source.ImageId,
        InstanceType = data.InstanceType ?? source.InstanceType,
        KeyName = data.KeyName ?? source.KeyName,
        UserData = data.UserData ?? source.UserData,
        SecurityGroupIds = data.SecurityGroupIds ?? source.SecurityGroupIds,
        SecurityGroups = data.SecurityGroups ?? source.SecurityGroups,
        NetworkInterfaces = data.NetworkInterfaces ?? source.NetworkInterfaces,
        IamInstanceProfile = data.IamInstanceProfile ?? source.IamInstanceProfile,
        BlockDeviceMappings = data.BlockDeviceMappings ?? source.BlockDeviceMappings,
        TagSpecifications = data.TagSpecifications ?? source.TagSpecifications,
        Placement = data.Placement ?? source.Placement,
        Monitoring = data.Monitoring ?? source.Monitoring,
        MetadataOptions = data.MetadataOptions ?? source.MetadataOptions,
        EbsOptimized = data.EbsOptimized ?? source.EbsOptimized,
        DisableApiTermination = data.DisableApiTermination ?? source.DisableApiTermination,
        DisableApiStop = data.DisableApiStop ?? source.DisableApiStop,
        InstanceInitiatedShutdownBehavior = data.InstanceInitiatedShutdownBehavior ?? source.InstanceInitiatedShutdownBehavior,
        InstanceMarketOptions = data.InstanceMarketOptions ?? source.InstanceMarketOptions,
        CreditSpecification = data.CreditSpecification ?? source.CreditSpecification,
        CpuOptions = data.CpuOptions ?? source.CpuOptions,
        InstanceRequirements = data.InstanceRequirements ?? source.InstanceRequirements,
    };
}
