using Workbook.Orchestration.History;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>CreateLoadBalancer, DeleteLoadBalancer, SetSubnets, SetSecurityGroups and SetIpAddressType.</summary>
public static class LoadBalancers
{
    /// <summary>How long a new one is set up before it is active.</summary>
    public static readonly TimeSpan SetupTime = TimeSpan.FromSeconds(5);

    /// <summary>A new one, or the one that is there when it has the very same settings.</summary>
    /// <param name="id">16 hexadecimal digits.</param>
    public static (World World, ElbLoadBalancer Balancer) Create(World world, CreateLoadBalancerRequest request, string id, DateTimeOffset now)
    {
        var name = ElbNames.LoadBalancer(request.Name);
        var type = request.Type ?? LoadBalancerTypeEnum.Application;
        if (type == LoadBalancerTypeEnum.Gateway)
            throw ElbRefusal.NotHere("has no Gateway Load Balancers, which send traffic through appliances and never to an ECS service", "Choose the type application or network.");
        var scheme = request.Scheme ?? LoadBalancerSchemeEnum.InternetFacing;
        var addressType = request.IpAddressType ?? IpAddressType.Ipv4;
        CheckAddresses(addressType);
        if (request.CustomerOwnedIpv4Pool is not null || request.IpamPools is not null) throw ElbRefusal.NotHere("has neither Outposts nor IPAM pools", "Leave CustomerOwnedIpv4Pool and IpamPools out.");
        var tags = ElbTags.Of(request.Tags);
        var (vpc, zones) = BalancerNetwork.Place(world, type, scheme, request.Subnets, request.SubnetMappings);
        var balancer = new ElbLoadBalancer(name, id, now)
        {
            Type = type,
            Scheme = scheme,
            IpAddressType = addressType,
            VpcId = vpc,
            AvailabilityZones = zones,
            SecurityGroups = BalancerNetwork.Groups(world, type, vpc, request.SecurityGroups),
            Tags = tags,
            NextWake = new(now + SetupTime, IsUpkeep: false),
        };
        if (world.LoadBalancingIndex.LoadBalancerNamed(name) is { } key)
        {
            var there = world.LoadBalancers[key];
            return IsSame(there, balancer) ? (world, there) : throw Elbv2Errors.DuplicateLoadBalancerName($"A load balancer with the same name '{name}' exists, but with different settings");
        }
        var quota = type == LoadBalancerTypeEnum.Network ? ElbQuotas.NetworkLoadBalancers : ElbQuotas.ApplicationLoadBalancers;
        if (world.LoadBalancers.Values.Count(each => each.Type == type) >= quota)
            throw Elbv2Errors.TooManyLoadBalancers($"The maximum number of load balancers of type '{type}' has been reached: {quota}");
        return (world.Put(balancer).Note(Subject(balancer), new HistoryEntry(now, $"created in {string.Join(", ", zones.Select(zone => zone.ZoneName))}", null)), balancer);
    }

    /// <summary>With its listeners and their rules; target groups stay. One that does not exist is deleted already.</summary>
    public static World Delete(World world, string? arn)
    {
        var key = ElbArn.LoadBalancerKey(world.Scope, arn) ?? throw ElbRefusal.Validation($"'{arn}' is not a valid load balancer ARN");
        if (!world.LoadBalancers.TryGetValue(key, out var balancer)) return world;
        if (Attributes.IsProtected(balancer)) throw Elbv2Errors.OperationNotPermitted($"Load balancer '{arn}' cannot be deleted because deletion protection is enabled");
        if (Targets.GroupsOf(world, arn!).Any()) throw Elbv2Errors.ResourceInUse($"Load balancer '{arn}' cannot be deleted because it is currently associated with another service");
        foreach (var listener in world.LoadBalancingIndex.ListenersOf(key)) world = Listeners.Delete(world, world.Listeners[listener]);
        return world.Remove(balancer);
    }

    public static (World World, ElbLoadBalancer Balancer) SetSubnets(World world, SetSubnetsRequest request, DateTimeOffset now)
    {
        var balancer = ElbLookup.FindLoadBalancer(world, request.LoadBalancerArn);
        if (request.EnablePrefixForIpv6SourceNat == EnablePrefixForIpv6SourceNatEnum.On) throw ElbRefusal.NotHere("has no IPv6 networks", "Leave EnablePrefixForIpv6SourceNat out.");
        var (vpc, zones) = BalancerNetwork.Place(world, balancer.Type, balancer.Scheme, request.Subnets, request.SubnetMappings);
        if (vpc != balancer.VpcId) throw ElbRefusal.Configuration($"All subnets must belong to the same VPC: '{balancer.VpcId}'");
        var addressType = request.IpAddressType ?? balancer.IpAddressType;
        CheckAddresses(addressType);
        return Change(world, balancer with { AvailabilityZones = zones, IpAddressType = addressType }, $"serves {string.Join(", ", zones.Select(zone => zone.ZoneName))}", now);
    }

    public static (World World, ElbLoadBalancer Balancer) SetSecurityGroups(World world, SetSecurityGroupsRequest request, DateTimeOffset now)
    {
        var balancer = ElbLookup.FindLoadBalancer(world, request.LoadBalancerArn);
        // AWS gives security groups only to those Network Load Balancers that were created with some.
        if (balancer is { Type: LoadBalancerTypeEnum.Network, SecurityGroups.Count: 0 }) throw ElbRefusal.Configuration("SetSecurityGroups is not supported for load balancers of type 'network' that were created without security groups");
        if (request.SecurityGroups is not { Count: > 0 }) throw ElbRefusal.Validation("At least one security group must be specified");
        var groups = BalancerNetwork.Groups(world, balancer.Type, balancer.VpcId, request.SecurityGroups);
        return Change(world, balancer with { SecurityGroups = groups }, $"guarded by {string.Join(", ", groups)}", now);
    }

    public static (World World, ElbLoadBalancer Balancer) SetIpAddressType(World world, SetIpAddressTypeRequest request, DateTimeOffset now)
    {
        var balancer = ElbLookup.FindLoadBalancer(world, request.LoadBalancerArn);
        CheckAddresses(request.IpAddressType!);
        return Change(world, balancer with { IpAddressType = request.IpAddressType! }, $"has addresses of type {request.IpAddressType}", now);
    }

    internal static EntityKey Subject(ElbLoadBalancer balancer) => new(EntityKind.LoadBalancer, balancer.Key);

    private static (World, ElbLoadBalancer) Change(World world, ElbLoadBalancer balancer, string what, DateTimeOffset now) =>
        balancer == world.LoadBalancers[balancer.Key] ? (world, balancer) : (world.Put(balancer).Note(Subject(balancer), new HistoryEntry(now, what, null)), balancer);

    private static void CheckAddresses(string type)
    {
        if (type != IpAddressType.Ipv4)
            throw Elbv2Errors.InvalidSubnet($"The subnets have no IPv6 CIDR block, which the IP address type '{type}' needs: ECS Workbook has no IPv6 networks. Choose ipv4.");
    }

    private static bool IsSame(ElbLoadBalancer there, ElbLoadBalancer wanted) =>
        there == wanted with { Id = there.Id, CreatedAt = there.CreatedAt, State = there.State, NextWake = there.NextWake, Attributes = there.Attributes };
}
