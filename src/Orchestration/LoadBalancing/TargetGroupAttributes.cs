using System.Collections.Frozen;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The attributes of target groups (see "TargetGroupAttribute" in the API reference) and ModifyTargetGroupAttributes.</summary>
public static class TargetGroupAttributes
{
    internal const string Delay = "deregistration_delay.timeout_seconds";
    internal const string IsSticky = "stickiness.enabled";
    internal const string StickinessType = "stickiness.type";
    internal const string CookieName = "stickiness.app_cookie.cookie_name";
    internal const string CrossZone = "load_balancing.cross_zone.enabled";
    internal const string Algorithm = "load_balancing.algorithm.type";
    internal const string SlowStart = "slow_start.duration_seconds";
    internal const string PreserveClientIp = "preserve_client_ip.enabled";
    private const string Mitigation = "load_balancing.algorithm.anomaly_mitigation";
    private const string CutsUnhealthy = "target_health_state.unhealthy.connection_termination.enabled";
    private const string DrainingInterval = "target_health_state.unhealthy.draining_interval_seconds";
    private const int Week = 604800;
    private const int MostTargets = 1000;

    private static readonly AttributeRule[] Shared =
    [
        AttributeRule.Number(Delay, 300, 0, 3600),
        AttributeRule.OneOf(CrossZone, "use_load_balancer_configuration", "true", "false"),
        AttributeRule.Flag(IsSticky),
        AttributeRule.OffOrNumber("target_group_health.dns_failover.minimum_healthy_targets.count", "1", MostTargets),
        AttributeRule.OffOrNumber("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", 100),
        AttributeRule.Number("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", 1, 1, MostTargets),
        AttributeRule.OffOrNumber("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", 100),
    ];

    private static readonly AttributeRule[] Application =
    [
        .. Shared,
        AttributeRule.OneOf(Mitigation, "off", "on"),
        AttributeRule.OneOf(Algorithm, "round_robin", "least_outstanding_requests", "weighted_random"),
        new(SlowStart, "0", value => value == "0" || AttributeRule.IsNumber(value, 30, 900) ? null : "must be '0' or between '30-900' inclusive"),
        new(CookieName, "", NameDemand),
        AttributeRule.Number("stickiness.app_cookie.duration_seconds", 86400, 1, Week),
        AttributeRule.Number("stickiness.lb_cookie.duration_seconds", 86400, 1, Week),
        AttributeRule.OneOf(StickinessType, "lb_cookie", "app_cookie", "source_ip"),
    ];

    /// <summary>By what their defaults depend on.</summary>
    private static readonly FrozenDictionary<(bool IsUdp, bool SeesBalancer), AttributeRule[]> Network =
        new[] { (false, false), (false, true), (true, false) }.ToFrozenDictionary(each => each, each => NetworkRules(each.Item1, each.Item2));

    /// <summary>All that a target group has, with their values.</summary>
    public static ValueList<TargetGroupAttribute> Describe(ElbTargetGroup group) =>
        For(group).Select(rule => new TargetGroupAttribute { Key = rule.Key, Value = Attributes.Of(group, rule.Key) }).OrderBy(each => each.Key, StringComparer.Ordinal).ToValueList();

    public static (World World, ElbTargetGroup Group) Modify(World world, ModifyTargetGroupAttributesRequest request)
    {
        var group = ElbLookup.FindTargetGroup(world, request.TargetGroupArn);
        var next = group with
        {
            Attributes = AttributeRule.Set(For(group), group.Attributes, (request.Attributes ?? []).Select(each => (each.Key, each.Value)), key => Application.Concat(Network[default]).Any(rule => rule.Key == key)
                ? ElbRefusal.Configuration($"The provided target group attribute is not supported: '{key}' on target groups with the {group.Protocol} protocol")
                : ElbRefusal.Validation($"Target group attribute key '{key}' is not recognized")),
        };
        if (TargetGroups.IsHttp(next.Protocol)) CheckApplication(world, next);
        else CheckNetwork(next);
        return (world.Put(next), next);
    }

    internal static IReadOnlyList<AttributeRule> For(ElbTargetGroup group)
    {
        if (TargetGroups.IsHttp(group.Protocol)) return Application;
        // Targets that are addresses see the load balancer's, unless the protocol has no connections to tell answers by.
        var isUdp = IsUdp(group);
        return Network[(isUdp, !isUdp && group.TargetType == TargetTypeEnum.Ip)];
    }

    private static void CheckApplication(World world, ElbTargetGroup group)
    {
        if (Attributes.Of(group, CrossZone) == "false")
        {
            if (Attributes.StickinessOf(group) is not null) throw ElbRefusal.Configuration("Target group stickiness is not supported when cross-zone load balancing is off");
            if (world.LoadBalancingIndex.TargetsOf(group.Key).Any(key => world.Targets[key].AvailabilityZone == Targets.AllZones))
                throw ElbRefusal.Configuration("Cross-zone load balancing cannot be turned off while targets are registered with Availability Zone 'all'");
        }
        if (Attributes.Of(group, StickinessType) == "source_ip") throw NoStickiness(group, "source_ip");
        if (Attributes.StickinessOf(group) is { Type: "app_cookie", CookieName: "" }) throw ElbRefusal.Configuration($"The value of '{CookieName}' cannot be empty when '{StickinessType}' is 'app_cookie'");
        var algorithm = Attributes.Algorithm(group);
        if (algorithm != "round_robin" && Attributes.SlowStart(group) > TimeSpan.Zero) throw ElbRefusal.Configuration($"Slow start mode cannot be enabled with the '{algorithm}' load balancing algorithm");
        if (algorithm != "weighted_random" && Attributes.Of(group, Mitigation) == "on") throw ElbRefusal.Configuration($"Anomaly mitigation cannot be enabled with the '{algorithm}' load balancing algorithm");
    }

    private static void CheckNetwork(ElbTargetGroup group)
    {
        if (Attributes.Of(group, StickinessType) is not "source_ip" and { } type) throw NoStickiness(group, type);
        if (group.Protocol == ProtocolEnum.Tls && Attributes.Of(group, IsSticky) == "true") throw NoStickiness(group, "source_ip");
        if (IsUdp(group) && !Attributes.PreservesClientIp(group)) throw ElbRefusal.Configuration($"Client IP preservation cannot be disabled for target groups with the {group.Protocol} protocol");
        if (IsUdp(group) && Attributes.Of(group, CutsUnhealthy) == "true") throw ElbRefusal.Configuration($"The attribute '{CutsUnhealthy}' cannot be enabled for target groups with the {group.Protocol} protocol");
        if (Attributes.Of(group, CutsUnhealthy) == "true" && Attributes.Of(group, DrainingInterval) != "0")
            throw ElbRefusal.Configuration($"The attribute '{DrainingInterval}' can only be configured when '{CutsUnhealthy}' is 'false'");
    }

    private static AttributeRule[] NetworkRules(bool isUdp, bool seesBalancer) =>
    [
        .. Shared,
        AttributeRule.Flag("deregistration_delay.connection_termination.enabled", preset: isUdp),
        AttributeRule.Flag(PreserveClientIp, preset: !seesBalancer),
        AttributeRule.Flag("proxy_protocol_v2.enabled"),
        AttributeRule.OneOf(StickinessType, "source_ip", "lb_cookie", "app_cookie"),
        AttributeRule.Flag(CutsUnhealthy, preset: !isUdp),
        AttributeRule.Number(DrainingInterval, 0, 0, 360000),
    ];

    private static bool IsUdp(ElbTargetGroup group) => group.Protocol is ProtocolEnum.Udp or ProtocolEnum.TcpUdp;

    private static ApiException NoStickiness(ElbTargetGroup group, string type) =>
        ElbRefusal.Configuration($"Stickiness type '{type}' is not supported for target groups with the {group.Protocol} protocol");

    private static string? NameDemand(string name) =>
        name.Length > 256 ? "cannot be longer than '256' characters"
        : name.StartsWith("AWSALB", StringComparison.Ordinal) ? "cannot begin with AWSALB, AWSALBAPP or AWSALBTG, which are reserved"
        : name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal)) ? null
        : "contains a character that is not valid";
}
