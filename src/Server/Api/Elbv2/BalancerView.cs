using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

/// <summary>Load balancers as the API shows them.</summary>
internal static class BalancerView
{
    public static LoadBalancer Of(World world, ElbLoadBalancer balancer) => new()
    {
        LoadBalancerArn = ElbLoadBalancer.ArnOf(world.Scope, balancer.Key),
        DNSName = balancer.DnsName(world.Scope),
        CanonicalHostedZoneId = HostedZone(balancer.Type),
        CreatedTime = balancer.CreatedAt,
        LoadBalancerName = balancer.Name,
        Scheme = balancer.Scheme,
        VpcId = balancer.VpcId,
        State = new() { Code = balancer.State },
        Type = balancer.Type,
        AvailabilityZones = balancer.AvailabilityZones,
        // A Network Load Balancer without security groups has none to show, not an empty list.
        SecurityGroups = balancer.SecurityGroups.Count == 0 ? null : balancer.SecurityGroups,
        IpAddressType = balancer.IpAddressType,
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = balancer is { Type: LoadBalancerTypeEnum.Network, SecurityGroups.Count: > 0 } ? EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum.On : null,
    };

    /// <summary>Those of US East (N. Virginia); nothing here has a DNS zone that an alias could name.</summary>
    private static string HostedZone(string type) => type == LoadBalancerTypeEnum.Network ? "Z26RNL4JYFTOTI" : "Z35SXDOTRQ7X7K";
}
