using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

/// <summary>A machine as the API shows it.</summary>
internal static class InstanceView
{
    public static InstanceState State(Ec2InstanceStatus status) => new() { Code = status.ToCode(), Name = status.ToApi() };

    public static ValueList<GroupIdentifier> Groups(World world, ValueList<string> ids) =>
        ids.Select(id => new GroupIdentifier { GroupId = id, GroupName = world.FindEc2<Ec2SecurityGroup>(id)?.Name }).ToValueList();

    public static string PrivateName(World world, string? address) => address is null ? "" : PrivateDnsName.Of(world.Scope.Region, address);

    public static string PublicName(World world, string? address) => address is null ? "" :
        $"ec2-{address.Replace('.', '-')}.{(world.Scope.Region == "us-east-1" ? "compute-1" : $"{world.Scope.Region}.compute")}.amazonaws.com";

    public static Instance Of(World world, Ec2Instance instance)
    {
        var root = RootVolume.Of(world.Scope.Region, instance);
        var isGone = instance.IsGone;
        return new()
        {
            InstanceId = instance.Id,
            ImageId = instance.Machine.ImageId,
            InstanceType = instance.Machine.InstanceType,
            KeyName = instance.Machine.KeyName,
            State = State(instance.Status),
            StateReason = instance.StateReasonCode is null ? null : new() { Code = instance.StateReasonCode, Message = instance.StateReason },
            StateTransitionReason = instance.StateReasonCode is null ? "" : $"User initiated ({instance.StatusSince.UtcDateTime:yyyy-MM-dd HH:mm:ss} GMT)",
            PrivateIpAddress = isGone ? null : instance.PrivateIpAddress,
            PrivateDnsName = isGone ? "" : PrivateName(world, instance.PrivateIpAddress),
            PublicIpAddress = instance.PublicIpAddress,
            PublicDnsName = PublicName(world, instance.PublicIpAddress),
            SubnetId = isGone ? null : instance.SubnetId,
            VpcId = isGone ? null : instance.VpcId,
            SecurityGroups = isGone ? [] : Groups(world, instance.SecurityGroupIds),
            NetworkInterfaces = isGone ? [] : [Interface(world, instance)],
            Placement = new() { AvailabilityZone = instance.Zone, AvailabilityZoneId = Zones.IdOf(instance.Zone), GroupName = "", Tenancy = "default" },
            Monitoring = new() { State = instance.Machine.DetailedMonitoring ? "enabled" : "disabled" },
            IamInstanceProfile = ProfileArn(world, instance) is { } arn ? new() { Arn = arn, Id = "AIPA" + instance.Id[2..].ToUpperInvariant() } : null,
            InstanceLifecycle = instance.Machine.IsSpot ? "spot" : null,
            AmiLaunchIndex = instance.LaunchIndex,
            ClientToken = instance.ClientToken ?? "",
            LaunchTime = instance.LaunchedAt,
            Architecture = InstanceTypes.All[instance.Machine.InstanceType!].Architecture,
            RootDeviceName = root.Device,
            RootDeviceType = "ebs",
            BlockDeviceMappings = isGone ? [] : [new() { DeviceName = root.Device, Ebs = new() { VolumeId = root.Id, AttachTime = instance.LaunchedAt, DeleteOnTermination = true, Status = "attached" } }],
            VirtualizationType = "hvm",
            Hypervisor = "xen",
            EbsOptimized = instance.Machine.EbsOptimized,
            EnaSupport = true,
            SourceDestCheck = true,
            ProductCodes = [],
            MetadataOptions = new() { State = "applied", HttpTokens = instance.Machine.HttpTokens ?? "required", HttpPutResponseHopLimit = 2, HttpEndpoint = "enabled", HttpProtocolIpv6 = "disabled", InstanceMetadataTags = "disabled" },
            CpuOptions = new() { CoreCount = Math.Max(1, InstanceTypes.All[instance.Machine.InstanceType!].Cpus / 2), ThreadsPerCore = 2 },
            PlatformDetails = "Linux/UNIX",
            UsageOperation = "RunInstances",
            UsageOperationUpdateTime = instance.LaunchedAt,
            Tags = instance.Tags,
        };
    }

    private static InstanceNetworkInterface Interface(World world, Ec2Instance instance)
    {
        var used = NetworkInterfaces.Of(instance);
        var name = PrivateName(world, instance.PrivateIpAddress);
        return new()
        {
            NetworkInterfaceId = used.Id,
            SubnetId = instance.SubnetId,
            VpcId = instance.VpcId,
            OwnerId = world.Scope.Account,
            Description = "",
            Status = "in-use",
            InterfaceType = "interface",
            MacAddress = used.MacAddress,
            PrivateIpAddress = instance.PrivateIpAddress,
            PrivateDnsName = name,
            PrivateIpAddresses = [new() { Primary = true, PrivateIpAddress = instance.PrivateIpAddress, PrivateDnsName = name }],
            Ipv6Addresses = [],
            SourceDestCheck = true,
            Groups = Groups(world, instance.SecurityGroupIds),
            Attachment = new() { AttachmentId = used.AttachmentId, AttachTime = instance.LaunchedAt, DeleteOnTermination = true, DeviceIndex = 0, NetworkCardIndex = 0, Status = "attached" },
        };
    }

    private static string? ProfileArn(World world, Ec2Instance instance) =>
        instance.Machine.ProfileArn ?? (instance.Machine.ProfileName is { } name ? $"arn:aws:iam::{world.Scope.Account}:instance-profile/{name}" : null);
}
