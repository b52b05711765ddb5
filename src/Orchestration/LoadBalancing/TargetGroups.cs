using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>CreateTargetGroup, ModifyTargetGroup and DeleteTargetGroup, and who uses a group.</summary>
public static class TargetGroups
{
    public const string Http1 = "HTTP1";
    public const string Http2 = "HTTP2";
    public const string Grpc = "GRPC";

    private static readonly string[] Versions = [Http1, Http2, Grpc];
    private static readonly string[] Protocols = [ProtocolEnum.Http, ProtocolEnum.Https, ProtocolEnum.Tcp, ProtocolEnum.Tls, ProtocolEnum.Udp, ProtocolEnum.TcpUdp];

    /// <summary>A new one, or the one that is there when it has the very same settings.</summary>
    /// <param name="id">16 hexadecimal digits.</param>
    public static (World World, ElbTargetGroup Group) Create(World world, CreateTargetGroupRequest request, string id, DateTimeOffset now)
    {
        var name = ElbNames.TargetGroup(request.Name);
        var type = request.TargetType ?? TargetTypeEnum.Instance;
        if (type == TargetTypeEnum.Lambda) throw ElbRefusal.NotHere("runs no Lambda functions, so none can be a target", "Choose the target type ip for tasks with a network interface of their own, instance for the others, or alb.");
        var protocol = request.Protocol ?? throw ElbRefusal.Validation("A protocol must be specified");
        var port = request.Port ?? throw ElbRefusal.Validation("A port must be specified");
        if (!Protocols.Contains(protocol)) throw ElbRefusal.NotHere($"forwards no {protocol}", $"Choose one of {string.Join(", ", Protocols)}.");
        if (type == TargetTypeEnum.Alb && protocol != ProtocolEnum.Tcp) throw ElbRefusal.Configuration($"Target groups with target type 'alb' must have the protocol 'TCP', not '{protocol}'");
        if (request.IpAddressType == TargetGroupIpAddressTypeEnum.Ipv6) throw ElbRefusal.NotHere("has no IPv6 networks", "Choose the IP address type ipv4.");
        if (request.TargetControlPort is not null) throw ElbRefusal.NotHere("has no target optimizer", "Leave TargetControlPort out.");
        var vpc = string.IsNullOrEmpty(request.VpcId) ? throw ElbRefusal.Validation("A VPC ID must be specified") : request.VpcId;
        if (world.FindEc2<Ec2Vpc>(vpc) is null) throw ElbRefusal.Validation($"The VPC ID '{vpc}' is not found");
        var group = new ElbTargetGroup(name, id)
        {
            TargetType = type,
            Protocol = protocol,
            ProtocolVersion = VersionOf(protocol, request.ProtocolVersion),
            Port = port,
            VpcId = vpc,
            HealthCheck = new(ProtocolEnum.Http, HealthCheckRules.TrafficPort),
            Tags = ElbTags.Of(request.Tags),
        };
        group = group with { HealthCheck = HealthCheckRules.Of(group, request) };
        if (world.LoadBalancingIndex.TargetGroupNamed(name) is { } key)
        {
            var there = world.TargetGroups[key];
            return there == group with { Id = there.Id, Attributes = there.Attributes }
                ? (world, there)
                : throw Elbv2Errors.DuplicateTargetGroupName($"A target group with the same name '{name}' exists, but with different settings");
        }
        if (world.TargetGroups.Count >= ElbQuotas.TargetGroups) throw Elbv2Errors.TooManyTargetGroups($"The maximum number of target groups has been reached: {ElbQuotas.TargetGroups}");
        return (Note(world.Put(group), group, $"created for {type} targets", now), group);
    }

    public static (World World, ElbTargetGroup Group) Modify(World world, ModifyTargetGroupRequest request, DateTimeOffset now)
    {
        var group = ElbLookup.FindTargetGroup(world, request.TargetGroupArn);
        var next = group with { HealthCheck = HealthCheckRules.Modify(group, request) };
        return next == group ? (world, group) : (Note(world.Put(next), next, "its health check was changed", now), next);
    }

    /// <summary>With its targets: a task that waited until it was drained there waits no more. One that does not exist is deleted already.</summary>
    public static World Delete(World world, string? arn, DateTimeOffset now)
    {
        var key = ElbArn.TargetGroupKey(world.Scope, arn) ?? throw ElbRefusal.Validation($"'{arn}' is not a valid target group ARN");
        if (!world.TargetGroups.TryGetValue(key, out var group)) return world;
        if (TargetRegistration.IsUsed(world, key)) throw Elbv2Errors.ResourceInUse($"Target group '{arn}' is currently in use by a listener or a rule");
        foreach (var each in world.LoadBalancingIndex.TargetsOf(key))
        {
            var target = world.Targets[each];
            world = Reducer.Refresh(world.Remove(target), target.TaskId, now);
        }
        return world.Remove(group);
    }

    /// <summary>The keys of the load balancers whose listeners or rules forward to a group. There is at most one.</summary>
    public static IEnumerable<string> BalancersOf(World world, string targetGroupArn)
    {
        var index = world.LoadBalancingIndex;
        return index.ListenersUsing(targetGroupArn).Select(key => world.Listeners[key].LoadBalancerKey)
            .Concat(index.RulesUsing(targetGroupArn).Select(key => world.Listeners[world.ListenerRules[key].ListenerKey].LoadBalancerKey))
            .Distinct();
    }

    /// <summary>True for a group of an Application Load Balancer, false for one of a Network Load Balancer.</summary>
    public static bool IsHttp(string protocol) => protocol is ProtocolEnum.Http or ProtocolEnum.Https;

    internal static World Note(World world, ElbTargetGroup group, string what, DateTimeOffset now) =>
        world.Note(new EntityKey(EntityKind.TargetGroup, group.Key), new HistoryEntry(now, what, null));

    private static string? VersionOf(string protocol, string? version)
    {
        if (!IsHttp(protocol)) return version is null ? null : throw ElbRefusal.Validation($"A protocol version cannot be specified for target groups with the {protocol} protocol");
        if (version is not null && !Versions.Contains(version)) throw ElbRefusal.Validation($"Protocol version '{version}' must be one of '{string.Join(", ", Versions)}'");
        return version ?? Http1;
    }
}
