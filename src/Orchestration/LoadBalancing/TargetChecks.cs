using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What may be registered with a target group (see "TargetDescription" in the API reference).</summary>
internal static class TargetChecks
{
    // RFC 1918 and RFC 6598. This machine is the VPC here, so that its own servers can be targets too.
    private static readonly Cidr[] Ranges = [Block("10.0.0.0/8"), Block("100.64.0.0/10"), Block("172.16.0.0/12"), Block("192.168.0.0/16"), Block("127.0.0.0/8")];

    /// <summary>Where the target is to be sent requests.</summary>
    /// <exception cref="ApiException">It cannot be registered with that group.</exception>
    public static TargetAddress Check(World world, ElbTargetGroup group, TargetDescription target)
    {
        var id = string.IsNullOrEmpty(target.Id) ? throw ElbRefusal.Validation("A target ID must be specified") : target.Id;
        if (target.QuicServerId is not null) throw ElbRefusal.NotHere("forwards no QUIC", "Leave QuicServerId out.");
        if (target.AvailabilityZone is not null && group.TargetType != TargetTypeEnum.Ip)
            throw ElbRefusal.Validation($"An Availability Zone cannot be specified for targets of target groups with target type '{group.TargetType}'");
        var address = new TargetAddress(id, target.Port ?? group.Port, target.AvailabilityZone);
        switch (group.TargetType)
        {
            case TargetTypeEnum.Instance:
                CheckInstance(world, group, id);
                break;
            case TargetTypeEnum.Ip:
                CheckAddress(world, group, id, target.AvailabilityZone);
                break;
            default:
                CheckBalancer(world, group, id, address.Port);
                break;
        }
        return address;
    }

    private static void CheckInstance(World world, ElbTargetGroup group, string id)
    {
        if (world.FindEc2<Ec2Instance>(id) is not { } instance) throw Elbv2Errors.InvalidTarget($"The following targets are not valid instances: '{id}'");
        if (instance.Status is not (Ec2InstanceStatus.Running or Ec2InstanceStatus.Pending)) throw Elbv2Errors.InvalidTarget($"The following targets are not in a running state and cannot be registered: '{id}'");
        if (instance.VpcId != group.VpcId) throw Elbv2Errors.InvalidTarget($"The following targets are not in the target group VPC '{group.VpcId}': '{id}'");
    }

    private static void CheckAddress(World world, ElbTargetGroup group, string id, string? zone)
    {
        // Of the many ways to write an address only the usual one counts: 127.1 and 010.0.0.1 are none.
        if (!Cidr.TryParse($"{id}/32", out var parsed) || parsed.Address(0) != id)
            throw ElbRefusal.Validation($"The IP address '{id}' is not a valid IPv4 address");
        if (zone is not null and not Targets.AllZones && !Zones.Of(world.Scope.Region).Contains(zone)) throw ElbRefusal.Validation($"The Availability Zone '{zone}' is not valid");
        if (Targets.SubnetOf(world, group, id) is { } subnet)
        {
            if (zone is not null && zone != subnet.Zone) throw ElbRefusal.Validation($"The IP address '{id}' is within the VPC, and cannot have its Availability Zone overridden to '{zone}' from '{subnet.Zone}'");
            return;
        }
        if (!Ranges.Any(range => range.Contains(id)))
            throw ElbRefusal.Validation($"The IP address '{id}' must be in the VPC of the target group or in one of the ranges 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12 and 192.168.0.0/16");
        if (id.StartsWith("127.", StringComparison.Ordinal)) return;
        if (zone is null) throw ElbRefusal.Validation($"The Availability Zone is required for IP address '{id}' because it is not in the VPC");
        if (!TargetGroups.IsHttp(group.Protocol)) return;
        if (Attributes.Of(group, TargetGroupAttributes.CrossZone) == "false")
        {
            if (zone == Targets.AllZones) throw ElbRefusal.Validation($"The Availability Zone for IP address '{id}' cannot be 'all' while cross-zone load balancing is off");
            return;
        }
        if (zone != Targets.AllZones)
            throw ElbRefusal.Validation($"The Availability Zone for IP address '{id}' must be 'all' for Application Load Balancer target groups, when not within the VPC");
    }

    private static void CheckBalancer(World world, ElbTargetGroup group, string arn, int port)
    {
        var balancer = world.LoadBalancers.GetValueOrDefault(ElbArn.LoadBalancerKey(world.Scope, arn) ?? "");
        if (balancer is not { Type: LoadBalancerTypeEnum.Application }) throw Elbv2Errors.InvalidTarget($"The following targets are not valid Application Load Balancers: '{arn}'");
        if (balancer.VpcId != group.VpcId) throw Elbv2Errors.InvalidTarget($"The following targets are not in the target group VPC '{group.VpcId}': '{arn}'");
        if (port != group.Port) throw Elbv2Errors.InvalidTarget($"The port of an Application Load Balancer target must match the port of the target group: '{group.Port}'");
        if (!world.LoadBalancingIndex.ListenersOf(balancer.Key).Any(key => world.Listeners[key].Port == port))
            throw Elbv2Errors.InvalidTarget($"Application Load Balancer '{arn}' must have at least one listener with the port of the target group, '{port}'");
    }

    private static Cidr Block(string text) => Cidr.TryParse(text, out var block) ? block : throw new FormatException(text);
}
