using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>Starts one machine, for RunInstances and for Auto Scaling.</summary>
public static class MachineLauncher
{
    // What EC2 takes where no type is named; it is not offered here.
    private const string DefaultType = "m1.small";

    /// <param name="seed">32 hexadecimal digits, from which its id is made.</param>
    /// <param name="tags">Besides those of the machine.</param>
    /// <exception cref="ApiException">Something that it names does not exist, or does not go together.</exception>
    public static (World World, Ec2Instance Instance) Launch(World world, Machine machine, ValueList<Tag> tags, string seed, DateTimeOffset now)
    {
        var image = Image(world, machine.ImageId);
        var type = InstanceTypes.All.GetValueOrDefault(machine.InstanceType ?? DefaultType)
            ?? throw Ec2Refusal.Of("InvalidParameterValue", $"Invalid value '{machine.InstanceType ?? DefaultType}' for InstanceType.");
        if (type.Architecture != image.Architecture)
            throw Ec2Refusal.Of("InvalidParameterValue", $"The architecture '{type.Architecture}' of the specified instance type does not match the architecture '{image.Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.");
        if (machine.UserData is { } userData) UserData.Check(userData);
        if (machine.KeyName is { } key && !world.Ec2<Ec2KeyPair>(EntityKind.KeyPair, key).Any()) throw Ec2Refusal.KeyPairNotFound(key);
        var subnet = SubnetOf(world, machine);
        var groups = Groups(world, machine, subnet.VpcId);
        (subnet, var address) = Subnets.Allocate(world, subnet, machine.PrivateIpAddress);
        var id = Ec2Ids.Of("i", seed);
        var instance = new Ec2Instance(id)
        {
            Machine = machine with { ImageId = image.Id, InstanceType = type.Name },
            VpcId = subnet.VpcId,
            SubnetId = subnet.Id,
            Zone = subnet.Zone,
            SecurityGroupIds = groups,
            PrivateIpAddress = address,
            PublicIpAddress = (machine.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch) ? PublicAddress(id) : null,
            ReservationId = Ec2Ids.Derive("r", id, "reservation"),
            DisableApiTermination = machine.DisableApiTermination,
            LaunchedAt = now,
            StatusSince = now,
            AgentAt = image.HasAgent ? now + Ec2Instance.StartTime + Ec2Instance.AgentStartTime : null,
            Tags = Ec2Tags.Merge(machine.InstanceTags, tags),
        };
        return (world.Put(subnet).Put(instance), instance);
    }

    /// <summary>A stable address out of those that AWS gives to machines.</summary>
    internal static string PublicAddress(string id)
    {
        var hex = DerivedId.Hex(id, "public");
        return $"54.{Convert.ToInt32(hex[..2], 16)}.{Convert.ToInt32(hex[2..4], 16)}.{Convert.ToInt32(hex[4..6], 16)}";
    }

    private static MachineImage Image(World world, string? id)
    {
        const string parameter = "resolve:ssm:";
        if (id is null) throw Ec2Refusal.Missing("ImageId");
        if (id.StartsWith(parameter, StringComparison.Ordinal)) return MachineImages.Recommended(world.Scope.Region, id[parameter.Length..]) ?? throw Ec2Refusal.ImageNotFound(id);
        if (!id.StartsWith("ami-", StringComparison.Ordinal)) throw Ec2Refusal.Malformed("InvalidAMIID.Malformed", id, "ami");
        return MachineImages.Find(world.Scope.Region, id) ?? throw Ec2Refusal.ImageNotFound(id);
    }

    private static Ec2Subnet SubnetOf(World world, Machine machine)
    {
        if (machine.SubnetId is { } id) return Subnets.Find(world, id);
        var zones = Zones.Of(world.Scope.Region);
        if (machine.Zone is { } zone && !zones.Contains(zone)) throw Ec2Refusal.Of("InvalidParameterValue", $"Invalid availability zone: [{zone}]");
        if (DefaultNetwork.DefaultVpcId(world) is not { } vpc) throw Ec2Refusal.NoDefaultVpc();
        return (machine.Zone is { } wanted ? [wanted] : zones).Select(each => DefaultNetwork.SubnetOf(world, each)).FirstOrDefault(subnet => subnet is not null)
            ?? throw Ec2Refusal.Of("MissingInput", $"No subnets found for the default VPC '{vpc}'. Please specify a subnet.");
    }

    private static ValueList<string> Groups(World world, Machine machine, string vpcId)
    {
        var groups = machine.SecurityGroupIds.Select(id => SecurityGroups.Find(world, id))
            .Concat(machine.SecurityGroupNames.Select(name => SecurityGroups.In(world, vpcId, name) ?? throw Ec2Refusal.GroupNotFound(name)))
            .ToList();
        if (groups.Count == 0) return [SecurityGroups.DefaultIdOf(vpcId)];
        if (groups.Find(group => group.VpcId != vpcId) is { } foreign)
            throw Ec2Refusal.Of("InvalidParameter", $"Security group {foreign.Id} and subnet {machine.SubnetId} belong to different networks.");
        return groups.Select(group => group.Id).Distinct().ToValueList();
    }
}
