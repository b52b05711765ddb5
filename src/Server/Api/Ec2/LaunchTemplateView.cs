using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

/// <summary>Launch templates and their versions as the API shows them: what is sent and what is shown are two shapes of one thing.</summary>
internal static class LaunchTemplateView
{
    public static LaunchTemplate Of(World world, Ec2LaunchTemplate template) => new()
    {
        LaunchTemplateId = template.Id,
        LaunchTemplateName = template.Name,
        CreateTime = template.CreatedAt,
        CreatedBy = $"arn:aws:iam::{world.Scope.Account}:root",
        DefaultVersionNumber = template.DefaultVersion,
        LatestVersionNumber = template.LatestVersion,
        Tags = template.Tags,
    };

    public static LaunchTemplateVersion Of(World world, Ec2LaunchTemplate template, LaunchTemplateRevision version) => new()
    {
        LaunchTemplateId = template.Id,
        LaunchTemplateName = template.Name,
        VersionNumber = version.Number,
        VersionDescription = version.Description,
        CreateTime = version.CreatedAt,
        CreatedBy = $"arn:aws:iam::{world.Scope.Account}:root",
        DefaultVersion = version.Number == template.DefaultVersion,
        LaunchTemplateData = Of(version.Data),
    };

    private static ResponseLaunchTemplateData Of(RequestLaunchTemplateData data) => new()
    {
        ImageId = data.ImageId,
        InstanceType = data.InstanceType,
        KeyName = data.KeyName,
        UserData = data.UserData,
        KernelId = data.KernelId,
        RamDiskId = data.RamDiskId,
        EbsOptimized = data.EbsOptimized,
        DisableApiTermination = data.DisableApiTermination,
        DisableApiStop = data.DisableApiStop,
        InstanceInitiatedShutdownBehavior = data.InstanceInitiatedShutdownBehavior,
        SecurityGroupIds = data.SecurityGroupIds,
        SecurityGroups = data.SecurityGroups,
        IamInstanceProfile = data.IamInstanceProfile is { } profile ? new() { Arn = profile.Arn, Name = profile.Name } : null,
        Monitoring = data.Monitoring is { } monitoring ? new() { Enabled = monitoring.Enabled } : null,
        Placement = data.Placement is { } placement ? new() { AvailabilityZone = placement.AvailabilityZone, GroupName = placement.GroupName, Tenancy = placement.Tenancy } : null,
        InstanceMarketOptions = data.InstanceMarketOptions is { } market ? new() { MarketType = market.MarketType } : null,
        CreditSpecification = data.CreditSpecification is { } credit ? new() { CpuCredits = credit.CpuCredits } : null,
        MetadataOptions = data.MetadataOptions is { } metadata
            ? new() { HttpTokens = metadata.HttpTokens, HttpPutResponseHopLimit = metadata.HttpPutResponseHopLimit, HttpEndpoint = metadata.HttpEndpoint, InstanceMetadataTags = metadata.InstanceMetadataTags }
            : null,
        TagSpecifications = data.TagSpecifications?.Select(each => new LaunchTemplateTagSpecification { ResourceType = each.ResourceType, Tags = each.Tags }).ToValueList(),
        BlockDeviceMappings = data.BlockDeviceMappings?.Select(device => new LaunchTemplateBlockDeviceMapping
        {
            DeviceName = device.DeviceName,
            VirtualName = device.VirtualName,
            NoDevice = device.NoDevice,
            Ebs = device.Ebs is { } ebs
                ? new() { VolumeSize = ebs.VolumeSize, VolumeType = ebs.VolumeType, Encrypted = ebs.Encrypted, DeleteOnTermination = ebs.DeleteOnTermination, Iops = ebs.Iops, Throughput = ebs.Throughput, SnapshotId = ebs.SnapshotId, KmsKeyId = ebs.KmsKeyId }
                : null,
        }).ToValueList(),
        NetworkInterfaces = data.NetworkInterfaces?.Select(each => new LaunchTemplateInstanceNetworkInterfaceSpecification
        {
            DeviceIndex = each.DeviceIndex,
            SubnetId = each.SubnetId,
            Groups = each.Groups,
            AssociatePublicIpAddress = each.AssociatePublicIpAddress,
            DeleteOnTermination = each.DeleteOnTermination,
            Description = each.Description,
            PrivateIpAddress = each.PrivateIpAddress,
            NetworkInterfaceId = each.NetworkInterfaceId,
            InterfaceType = each.InterfaceType,
        }).ToValueList(),
    };
}
