using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Where a load balancer is: its subnets, one for each Availability Zone, and its security groups.</summary>
internal static class BalancerNetwork
{
    // ELB keeps addresses for nodes that it may add.
    private const int FreeAddresses = 8;

    /// <summary>The VPC and the zones, in the order of the zones' names.</summary>
    public static (string VpcId, ValueList<AvailabilityZone> Zones) Place(World world, string type, string scheme, ValueList<string>? subnetIds, ValueList<SubnetMapping>? mappings)
    {
        if (subnetIds is { Count: > 0 } && mappings is { Count: > 0 }) throw ElbRefusal.Validation("You must specify either subnets or subnet mappings, but not both");
        if (mappings is { Count: > 0 }) subnetIds = mappings.Select(mapping => Named(mapping, type)).ToValueList();
        var subnets = (subnetIds ?? []).Distinct().Select(id => Find(world, id)).OrderBy(subnet => subnet.Zone, StringComparer.Ordinal).ToList();
        if (subnets.Select(subnet => subnet.VpcId).Distinct().ToList() is { Count: > 1 } vpcs)
            throw ElbRefusal.Configuration($"All subnets must belong to the same VPC: '{string.Join(", ", vpcs)}'");
        var zones = subnets.Select(subnet => subnet.Zone).Distinct().Count();
        if (zones < subnets.Count) throw ElbRefusal.Configuration("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        if (type == LoadBalancerTypeEnum.Application && zones < 2) throw ElbRefusal.Validation("At least two subnets in two different Availability Zones must be specified");
        if (zones < 1) throw ElbRefusal.Validation("At least one subnet must be specified");
        var vpc = subnets[0].VpcId;
        if (scheme == LoadBalancerSchemeEnum.InternetFacing && !world.Ec2<Ec2InternetGateway>(EntityKind.InternetGateway).Any(gateway => gateway.VpcId == vpc))
            throw Elbv2Errors.InvalidSubnet($"VPC {vpc} has no internet gateway");
        if (subnets.Find(subnet => Subnets.Available(world, subnet) < FreeAddresses) is { } full)
            throw Elbv2Errors.InvalidSubnet($"Not enough IP space available in {full.Id}. ELB requires at least {FreeAddresses} free IP addresses in each subnet.");
        return (vpc, subnets.Select(subnet => new AvailabilityZone { ZoneName = subnet.Zone, SubnetId = subnet.Id, LoadBalancerAddresses = Addresses(subnet, mappings) }).ToValueList());
    }

    /// <summary>Those that were named; an Application Load Balancer without any gets the VPC's default one.</summary>
    public static ValueList<string> Groups(World world, string type, string vpcId, ValueList<string>? named)
    {
        if (named is not { Count: > 0 }) return type == LoadBalancerTypeEnum.Application && SecurityGroups.In(world, vpcId, SecurityGroups.DefaultName) is { } own ? [own.Id] : [];
        var ids = named.Distinct().ToValueList();
        if (ids.Any(id => world.FindEc2<Ec2SecurityGroup>(id)?.VpcId != vpcId)) throw ElbRefusal.Configuration("One or more security groups are invalid");
        if (ids.Count > ElbQuotas.SecurityGroups) throw ElbRefusal.Configuration($"A load balancer cannot have more than '{ElbQuotas.SecurityGroups}' security groups");
        return ids;
    }

    private static string Named(SubnetMapping mapping, string type)
    {
        if (mapping.AllocationId is { } allocation)
        {
            throw type == LoadBalancerTypeEnum.Application
                ? ElbRefusal.Configuration("Elastic IP addresses are not supported for load balancers with type 'application'")
                : Elbv2Errors.AllocationIdNotFound($"The allocation ID '{allocation}' does not exist: ECS Workbook has no Elastic IP addresses");
        }
        if (mapping.IPv6Address is not null || mapping.SourceNatIpv6Prefix is not null) throw ElbRefusal.NotHere("has no IPv6 networks", "Leave IPv6Address and SourceNatIpv6Prefix out.");
        if (mapping.PrivateIPv4Address is not null && type == LoadBalancerTypeEnum.Application)
            throw ElbRefusal.Configuration("Private IPv4 addresses are not supported for load balancers with type 'application'");
        return mapping.SubnetId ?? throw ElbRefusal.Validation("A subnet ID must be specified for each subnet mapping");
    }

    private static Ec2Subnet Find(World world, string id)
    {
        if (world.FindEc2<Ec2Subnet>(id) is { } subnet) return subnet;
        throw Ec2Ids.IsWellFormed("subnet", id)
            ? Elbv2Errors.SubnetNotFound($"The subnet ID '{id}' does not exist")
            : Elbv2Errors.InvalidSubnet($"The subnet ID '{id}' is not valid");
    }

    private static ValueList<LoadBalancerAddress> Addresses(Ec2Subnet subnet, ValueList<SubnetMapping>? mappings)
    {
        if (mappings?.FirstOrDefault(mapping => mapping.SubnetId == subnet.Id)?.PrivateIPv4Address is not { } address) return [];
        if (!Subnets.BlockOf(subnet).Contains(address)) throw ElbRefusal.Configuration($"The private IPv4 address '{address}' is not in the CIDR block of subnet '{subnet.Id}'");
        return [new() { PrivateIPv4Address = address }];
    }
}
