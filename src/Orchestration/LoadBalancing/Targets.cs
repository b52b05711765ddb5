using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>RegisterTargets and DeregisterTargets, and what DescribeTargetHealth says.</summary>
public static class Targets
{
    public static World Register(World world, RegisterTargetsRequest request, DateTimeOffset now)
    {
        var group = ElbLookup.FindTargetGroup(world, request.TargetGroupArn);
        if (request.Targets is not { Count: > 0 } targets) throw ElbRefusal.Validation("At least one target must be specified");
        foreach (var target in targets)
            world = TargetRegistration.Register(world, group, TargetChecks.Check(world, group, target), taskId: null, now);
        var most = group.TargetType == TargetTypeEnum.Alb ? 1 : TargetGroups.IsHttp(group.Protocol) ? ElbQuotas.ApplicationTargets : ElbQuotas.NetworkTargets;
        return world.LoadBalancingIndex.TargetsOf(group.Key).Count <= most ? world
            : throw Elbv2Errors.TooManyTargets($"The maximum number of targets for target group '{request.TargetGroupArn}' has been reached: {most}");
    }

    /// <summary>A target that is not registered is deregistered already. Without a port the group's is meant.</summary>
    public static World Deregister(World world, DeregisterTargetsRequest request, DateTimeOffset now)
    {
        var group = ElbLookup.FindTargetGroup(world, request.TargetGroupArn);
        if (request.Targets is not { Count: > 0 } targets) throw ElbRefusal.Validation("At least one target must be specified");
        foreach (var target in targets)
            if (world.Targets.TryGetValue(KeyOf(group, target), out var registered)) world = TargetRegistration.Deregister(world, registered, now);
        return world;
    }

    /// <summary>All targets of a group, or those that are asked for, with how they do.</summary>
    public static ValueList<TargetHealthDescription> Describe(World world, DescribeTargetHealthRequest request)
    {
        var group = ElbLookup.FindTargetGroup(world, request.TargetGroupArn);
        var anomalies = request.Include is { Count: > 0 };
        return request.Targets is { Count: > 0 } asked
            ? asked.Select(each => world.Targets.TryGetValue(KeyOf(group, each), out var target) ? Shown(world, group, target, anomalies) : Unregistered(group, each)).ToValueList()
            : world.LoadBalancingIndex.TargetsOf(group.Key).Select(key => Shown(world, group, world.Targets[key], anomalies)).ToValueList();
    }

    /// <summary>
    /// How a target does, as DescribeTargetHealth has it: <c>unused</c> while no listener forwards to its group, while its zone is none of the
    /// load balancer's, and while its machine does not run; else as the health checks found it.
    /// </summary>
    public static TargetHealth HealthOf(World world, ElbTargetGroup group, ElbTarget target)
    {
        if (target.State == TargetHealthStateEnum.Draining) return new() { State = target.State, Reason = target.Reason, Description = target.Description };
        var balancers = TargetGroups.BalancersOf(world, ElbTargetGroup.ArnOf(world.Scope, group.Key)).ToList();
        if (balancers.Count == 0) return Unused(TargetHealthReasonEnum.TargetNotInUse, "Target group is not configured to receive traffic from the load balancer");
        if (group.TargetType == TargetTypeEnum.Instance && world.FindEc2<Ec2Instance>(target.Id) is not { Status: Ec2InstanceStatus.Running })
            return Unused(TargetHealthReasonEnum.TargetInvalidState, world.FindEc2<Ec2Instance>(target.Id) is { IsEnding: false } ? "Target is in the stopped state" : "Target is in the terminated state");
        if (ZoneOf(world, group, target) is { } zone && zone != AllZones && !balancers.Any(key => world.LoadBalancers[key].AvailabilityZones.Any(each => each.ZoneName == zone)))
            return Unused(TargetHealthReasonEnum.TargetNotInUse, "Target is in an Availability Zone that is not enabled for the load balancer");
        return new() { State = target.State, Reason = target.Reason, Description = target.Description };
    }

    /// <summary>The Availability Zone of a target: its machine's, its subnet's, or as it was named; null when nothing tells.</summary>
    public static string? ZoneOf(World world, ElbTargetGroup group, ElbTarget target) => group.TargetType switch
    {
        TargetTypeEnum.Instance => world.FindEc2<Ec2Instance>(target.Id)?.Zone,
        TargetTypeEnum.Ip => TaskAt(world, target)?.AvailabilityZone ?? SubnetOf(world, group, target.Id)?.Zone ?? target.AvailabilityZone,
        _ => null,
    };

    /// <summary>A task is where it was placed, whatever range its address is from: real containers have addresses of their machine's networks.</summary>
    private static EcsTask? TaskAt(World world, ElbTarget target) =>
        (target.TaskId ?? world.TaskIndex[TaskBuckets.Address(target.Id)].FirstOrDefault()) is { } id ? world.Tasks.GetValueOrDefault(id) : null;

    internal const string AllZones = "all";

    /// <summary>The subnet of the group's VPC that an address is in, or null.</summary>
    internal static Ec2Subnet? SubnetOf(World world, ElbTargetGroup group, string address) =>
        group.VpcId is { } vpc ? world.Ec2<Ec2Subnet>(EntityKind.Subnet, vpc).FirstOrDefault(subnet => Subnets.BlockOf(subnet).Contains(address)) : null;

    /// <summary>The groups that an Application Load Balancer is a target of.</summary>
    internal static IEnumerable<ElbTargetGroup> GroupsOf(World world, string balancerArn) => world.TargetGroups.Values
        .Where(group => group.TargetType == TargetTypeEnum.Alb && world.Targets.ContainsKey(ElbTarget.KeyOf(group.Key, balancerArn, group.Port)));

    private static string KeyOf(ElbTargetGroup group, TargetDescription target) => ElbTarget.KeyOf(group.Key, target.Id ?? "", target.Port ?? group.Port);

    private static TargetHealthDescription Shown(World world, ElbTargetGroup group, ElbTarget target, bool anomalies) => new()
    {
        Target = new() { Id = target.Id, Port = target.Port, AvailabilityZone = group.TargetType == TargetTypeEnum.Ip ? ZoneOf(world, group, target) : null },
        HealthCheckPort = PortOf(group, target.Port),
        TargetHealth = HealthOf(world, group, target),
        AnomalyDetection = anomalies && TargetGroups.IsHttp(group.Protocol) ? new() { Result = AnomalyResultEnum.Normal, MitigationInEffect = MitigationInEffectEnum.No } : null,
        AdministrativeOverride = new()
        {
            State = TargetAdministrativeOverrideStateEnum.NoOverride,
            Reason = TargetAdministrativeOverrideReasonEnum.AdministrativeOverrideNoOverride,
            Description = "No override is currently active on target",
        },
    };

    private static TargetHealthDescription Unregistered(ElbTargetGroup group, TargetDescription asked) => new()
    {
        Target = asked with { Port = asked.Port ?? group.Port },
        HealthCheckPort = PortOf(group, asked.Port ?? group.Port),
        TargetHealth = Unused(TargetHealthReasonEnum.TargetNotRegistered, "Target is not registered to the target group"),
    };

    private static string PortOf(ElbTargetGroup group, int port) =>
        group.HealthCheck.Port == HealthCheckRules.TrafficPort ? port.ToString(System.Globalization.CultureInfo.InvariantCulture) : group.HealthCheck.Port;

    private static TargetHealth Unused(string reason, string description) => new() { State = TargetHealthStateEnum.Unused, Reason = reason, Description = description };
}
