using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The attributes of load balancers (see "LoadBalancerAttribute" in the API reference) and ModifyLoadBalancerAttributes.</summary>
public static class LoadBalancerAttributes
{
    internal const string DeletionProtection = "deletion_protection.enabled";
    internal const string CrossZone = "load_balancing.cross_zone.enabled";
    private const string SecondaryAddresses = "secondary_ips.auto_assigned.per_subnet";

    private static readonly string[] Logs = ["access_logs", "connection_logs", "health_check_logs"];

    private static readonly AttributeRule[] Application =
    [
        .. Logs.SelectMany(LogRules),
        AttributeRule.Number("client_keep_alive.seconds", 3600, 60, 604800),
        AttributeRule.Flag(DeletionProtection),
        AttributeRule.Number("idle_timeout.timeout_seconds", 60, 1, 4000),
        AttributeRule.Flag("ipv6.deny_all_igw_traffic"),
        AttributeRule.Flag(CrossZone, preset: true),
        AttributeRule.OneOf("routing.http.desync_mitigation_mode", "defensive", "monitor", "strictest"),
        AttributeRule.Flag("routing.http.drop_invalid_header_fields.enabled"),
        AttributeRule.Flag("routing.http.preserve_host_header.enabled"),
        AttributeRule.Flag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled"),
        AttributeRule.Flag("routing.http.xff_client_port.enabled"),
        AttributeRule.OneOf("routing.http.xff_header_processing.mode", "append", "preserve", "remove"),
        AttributeRule.Flag("routing.http2.enabled", preset: true),
        AttributeRule.Flag("waf.fail_open.enabled"),
        AttributeRule.Flag("zonal_shift.config.enabled"),
    ];

    private static readonly AttributeRule[] Network =
    [
        .. LogRules("access_logs"),
        AttributeRule.Flag(DeletionProtection),
        AttributeRule.OneOf("dns_record.client_routing_policy", "any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity"),
        AttributeRule.Flag("ipv6.deny_all_igw_traffic"),
        AttributeRule.Flag(CrossZone),
        AttributeRule.Number(SecondaryAddresses, 0, 0, 7),
        AttributeRule.Flag("zonal_shift.config.enabled"),
    ];

    /// <summary>All that a load balancer has, with their values.</summary>
    public static ValueList<LoadBalancerAttribute> Describe(ElbLoadBalancer balancer) =>
        For(balancer).Select(rule => new LoadBalancerAttribute { Key = rule.Key, Value = Attributes.Of(balancer, rule.Key) }).ToValueList();

    public static (World World, ElbLoadBalancer Balancer) Modify(World world, ModifyLoadBalancerAttributesRequest request)
    {
        var balancer = ElbLookup.FindLoadBalancer(world, request.LoadBalancerArn);
        var next = balancer with
        {
            Attributes = AttributeRule.Set(For(balancer), balancer.Attributes, (request.Attributes ?? []).Select(each => (each.Key, each.Value)), key => Application.Concat(Network).Any(rule => rule.Key == key)
                ? ElbRefusal.Configuration($"Load balancer attribute key '{key}' is not supported on load balancers with type '{balancer.Type}'")
                : ElbRefusal.Validation($"Load balancer attribute key '{key}' is not recognized")),
        };
        if (next.Type == LoadBalancerTypeEnum.Application && Attributes.Of(next, CrossZone) == "false")
            throw ElbRefusal.Configuration($"Load balancer attribute key '{CrossZone}' cannot be changed on load balancers with type 'application'");
        if (Logs.FirstOrDefault(log => Attributes.Of(next, $"{log}.s3.enabled") == "true" && string.IsNullOrEmpty(Attributes.Of(next, $"{log}.s3.bucket"))) is { } nowhere)
            throw ElbRefusal.Configuration($"The value of '{nowhere}.s3.bucket' cannot be empty when '{nowhere}.s3.enabled' is 'true'");
        if (string.CompareOrdinal(Attributes.Of(next, SecondaryAddresses), Attributes.Of(balancer, SecondaryAddresses)) < 0)
            throw ElbRefusal.Configuration($"The value of '{SecondaryAddresses}' cannot be decreased");
        return (world.Put(next), next);
    }

    internal static IReadOnlyList<AttributeRule> For(ElbLoadBalancer balancer) => balancer.Type == LoadBalancerTypeEnum.Network ? Network : Application;

    private static IEnumerable<AttributeRule> LogRules(string log) =>
        [AttributeRule.Text($"{log}.s3.bucket"), AttributeRule.Flag($"{log}.s3.enabled"), AttributeRule.Text($"{log}.s3.prefix")];
}
