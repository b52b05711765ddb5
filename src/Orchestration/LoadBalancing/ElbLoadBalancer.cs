using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>An Application, Network or Gateway Load Balancer.</summary>
/// <param name="Name">Unique in the region; 1 to 32 letters, digits and hyphens.</param>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ElbLoadBalancer(string Name, string Id, DateTimeOffset CreatedAt)
{
    /// <summary>One of <see cref="LoadBalancerTypeEnum"/>.</summary>
    public string Type { get; init; } = LoadBalancerTypeEnum.Application;

    /// <summary>One of <see cref="LoadBalancerSchemeEnum"/>.</summary>
    public string Scheme { get; init; } = LoadBalancerSchemeEnum.InternetFacing;

    /// <summary>One of <see cref="Shapes.Elbv2.IpAddressType"/>.</summary>
    public string IpAddressType { get; init; } = Shapes.Elbv2.IpAddressType.Ipv4;

    /// <summary>One of <see cref="LoadBalancerStateEnum"/>.</summary>
    public string State { get; init; } = LoadBalancerStateEnum.Provisioning;
    public required string VpcId { get; init; }
    public ValueList<AvailabilityZone> AvailabilityZones { get; init; } = [];
    public ValueList<string> SecurityGroups { get; init; } = [];

    /// <summary>Those that were set; what is not here has its default.</summary>
    public ValueMap<string> Attributes { get; init; } = ValueMap<string>.Empty;
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>When it becomes active, or null.</summary>
    public Wake? NextWake { get; init; }

    /// <summary>The last part of its ARN, such as <c>app/web/50dc6c495c0c9188</c>.</summary>
    public string Key => $"{Type switch { LoadBalancerTypeEnum.Network => "net", LoadBalancerTypeEnum.Gateway => "gwy", _ => "app" }}/{Name}/{Id}";

    public static string ArnOf(AccountRegion scope, string key) => $"arn:aws:elasticloadbalancing:{scope.Region}:{scope.Account}:loadbalancer/{key}";

    /// <summary>What clients call it, such as <c>web.us-east-1.elb.localhost</c>, or <c>internal-web.us-east-1.elb.localhost</c> with the internal scheme.</summary>
    public string DnsName(AccountRegion scope) => DnsNameOf(scope, Scheme == LoadBalancerSchemeEnum.Internal ? $"internal-{Name}" : Name);

    /// <summary>The DNS name of an internet-facing one.</summary>
    public static string DnsNameOf(AccountRegion scope, string name) => $"{name}.{scope.Region}.elb.localhost".ToLowerInvariant();
}
