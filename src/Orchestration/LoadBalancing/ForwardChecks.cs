using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Which target groups a listener may forward to.</summary>
internal static class ForwardChecks
{
    private const int HeaviestWeight = 999;
    private const int Week = 604800;

    /// <summary>The action with both forms of its target groups: the only one directly, and all of them with weights.</summary>
    public static Action Check(World world, ElbLoadBalancer balancer, string protocol, Action action)
    {
        var groups = action.ForwardConfig?.TargetGroups is { Count: > 0 } weighted ? weighted
            : action.TargetGroupArn is { } only ? [new() { TargetGroupArn = only }]
            : throw ActionChecks.Lacks(action, "TargetGroupArn' or 'ForwardConfig");
        if (action.TargetGroupArn is { } direct && (groups.Count > 1 || groups[0].TargetGroupArn != direct))
            throw Elbv2Errors.InvalidLoadBalancerAction("You cannot specify both a target group ARN and a ForwardConfig with other target groups");
        if (groups.Count > ElbQuotas.GroupsOfAction) throw Elbv2Errors.TooManyUniqueTargetGroupsPerLoadBalancer($"An action can only forward to '{ElbQuotas.GroupsOfAction}' target groups");
        if (groups.DistinctBy(each => each.TargetGroupArn).Count() < groups.Count) throw Elbv2Errors.InvalidLoadBalancerAction("A target group can only be specified once in an action");
        if (groups.FirstOrDefault(each => each.Weight is < 0 or > HeaviestWeight) is { } heavy)
            throw Elbv2Errors.InvalidLoadBalancerAction($"The weight '{heavy.Weight}' of target group '{heavy.TargetGroupArn}' must be between '0-{HeaviestWeight}' inclusive");
        var found = groups.Select(each => ElbLookup.FindTargetGroup(world, each.TargetGroupArn)).ToList();
        for (var i = 0; i < found.Count; i++) CheckGroup(world, balancer, protocol, found[i], groups[i].TargetGroupArn!);
        if (found.Count > 1 && found.Any(group => Attributes.StickinessOf(group) is { Type: "app_cookie" }))
            throw Elbv2Errors.InvalidLoadBalancerAction("When configuring a rule with multiple target groups, none of them can have stickiness of type 'app_cookie' enabled");
        return new()
        {
            Type = action.Type,
            Order = action.Order,
            TargetGroupArn = groups.Count == 1 ? groups[0].TargetGroupArn : null,
            ForwardConfig = new()
            {
                TargetGroups = groups.Select(each => each with { Weight = each.Weight ?? 1 }).ToValueList(),
                TargetGroupStickinessConfig = Stickiness(balancer, action.ForwardConfig?.TargetGroupStickinessConfig),
            },
        };
    }

    /// <summary>Changing a listener's protocol asks this again of all its rules.</summary>
    public static void CheckGroup(World world, ElbLoadBalancer balancer, string protocol, ElbTargetGroup group, string arn)
    {
        if (!AreCompatible(protocol, group.Protocol)) throw Elbv2Errors.IncompatibleProtocols($"The listener and its associated target group '{arn}' have incompatible protocols");
        if (group.TargetType == TargetTypeEnum.Alb && protocol != ProtocolEnum.Tcp)
            throw Elbv2Errors.InvalidLoadBalancerAction($"Listener protocol '{protocol}' is not supported with a target group with the target-type 'ALB'");
        if (group.ProtocolVersion is TargetGroups.Grpc or TargetGroups.Http2 && protocol != ProtocolEnum.Https)
            throw Elbv2Errors.InvalidLoadBalancerAction($"Listener protocol '{protocol}' is not supported with a target group with the protocol-version '{group.ProtocolVersion}'");
        if (group.VpcId != balancer.VpcId) throw ElbRefusal.Configuration($"The target group '{arn}' and load balancer '{ElbLoadBalancer.ArnOf(world.Scope, balancer.Key)}' are not in the same VPC");
        if (TargetGroups.BalancersOf(world, arn).Any(key => key != balancer.Key))
            throw Elbv2Errors.TargetGroupAssociationLimit($"The following target groups cannot be associated with more than one load balancer: {arn}");
    }

    private static bool AreCompatible(string listener, string group) => listener switch
    {
        ProtocolEnum.Http or ProtocolEnum.Https => TargetGroups.IsHttp(group),
        ProtocolEnum.Tcp => group is ProtocolEnum.Tcp or ProtocolEnum.TcpUdp,
        ProtocolEnum.Tls => group is ProtocolEnum.Tcp or ProtocolEnum.Tls,
        ProtocolEnum.Udp => group is ProtocolEnum.Udp or ProtocolEnum.TcpUdp,
        _ => group == listener,
    };

    private static TargetGroupStickinessConfig Stickiness(ElbLoadBalancer balancer, TargetGroupStickinessConfig? config)
    {
        if (config?.Enabled != true) return new() { Enabled = false, DurationSeconds = config?.DurationSeconds };
        if (balancer.Type == LoadBalancerTypeEnum.Network) throw Elbv2Errors.InvalidLoadBalancerAction("Target group stickiness is not valid with network load balancer");
        return config.DurationSeconds is >= 1 and <= Week ? config
            : throw Elbv2Errors.InvalidLoadBalancerAction($"Target group stickiness duration must be between '1-{Week}' seconds inclusive");
    }
}
