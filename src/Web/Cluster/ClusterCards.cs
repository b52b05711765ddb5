using System.Globalization;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Load;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Web.Cluster;

/// <summary>What the map shows of a thing in a <see cref="World"/>. Pure.</summary>
internal static class ClusterCards
{
    private const int NameLength = 6;

    private static readonly AccountRegion Usual = new("123456789012", "us-east-1");

    public static string TargetId(AccountRegion scope, string groupKey, string address) => $"{ElbTargetGroup.ArnOf(scope, groupKey)}|{address}";

    public static ClusterItem Of(World world, string cluster) =>
        new ClusterItem.ClusterCard(ClusterArn(world, cluster), cluster, world.Scope == Usual ? null : $"{world.Scope.Account}, {world.Scope.Region}");

    public static ClusterItem Of(World world, Instance instance) => new ClusterItem.InstanceCard(
        Arn.ContainerInstance(world.Scope, instance.ClusterName, instance.Id).ToString(),
        ClusterArn(world, instance.ClusterName),
        instance.Ec2InstanceId ?? instance.Id[..NameLength],
        instance.InstanceType,
        instance.AvailabilityZone,
        instance.Status,
        instance.AgentConnected,
        instance.Registered.Cpu - instance.Remaining.Cpu,
        instance.Registered.Cpu,
        instance.Registered.Memory - instance.Remaining.Memory,
        instance.Registered.Memory);

    public static ClusterItem Of(World world, EcsService service)
    {
        var tallies = service.OwnerIds.Select(world.TallyOf).ToList();
        return new ClusterItem.ServiceCard(
            ServiceArn(world, service.ClusterName, service.Name),
            ClusterArn(world, service.ClusterName),
            service.Name,
            service.Status,
            service.DesiredCount,
            tallies.Sum(tally => tally.Running),
            tallies.Sum(tally => tally.Pending),
            Rollout(world, service),
            world.ServiceLoads.TryGetValue(service.Key, out var load) ? Words(load) : null);
    }

    public static ClusterItem Of(World world, EcsTask task) => new ClusterItem.TaskCard(
        Arn.Task(world.Scope, task.ClusterName, task.Id).ToString(),
        ClusterArn(world, task.ClusterName),
        task.ServiceName is { } service ? ServiceArn(world, task.ClusterName, service) : null,
        task.ContainerInstanceId is { } instance ? Arn.ContainerInstance(world.Scope, task.ClusterName, instance).ToString() : null,
        task.Id[..NameLength],
        TaskDefinitionRevision.NameOf(task.DefinitionKey),
        task.LastStatus.ToApi(),
        task.IsWanted,
        task.HasHealthCheck && task.Health != ContainerHealth.Unknown ? task.Health.ToApi() : null,
        task.AvailabilityZone,
        task.StoppedReason,
        task.Containers.Select(container => container.Name).ToValueList());

    public static ClusterItem Of(World world, ElbLoadBalancer balancer)
    {
        var listeners = world.LoadBalancingIndex.ListenersOf(balancer.Key).Select(key => world.Listeners[key]).OrderBy(listener => listener.Port).ToList();
        var groups = listeners.SelectMany(listener => Forwards.GroupsOf(listener.DefaultActions)
            .Concat(world.LoadBalancingIndex.RulesOf(listener.Key).SelectMany(key => Forwards.GroupsOf(world.ListenerRules[key].Actions))));
        return new ClusterItem.BalancerCard(
            ElbLoadBalancer.ArnOf(world.Scope, balancer.Key),
            balancer.Name,
            balancer.State,
            listeners.Select(listener => string.Create(CultureInfo.InvariantCulture, $"{listener.Protocol} {listener.Port}")).ToValueList(),
            groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList());
    }

    public static ClusterItem Of(World world, ElbTargetGroup group) => new ClusterItem.GroupCard(ElbTargetGroup.ArnOf(world.Scope, group.Key), group.Name);

    public static ClusterItem Of(World world, ElbTarget target)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{target.Id}:{target.Port}");
        return new ClusterItem.TargetCard(
            TargetId(world.Scope, target.GroupKey, address),
            ElbTargetGroup.ArnOf(world.Scope, target.GroupKey),
            target.TaskId is { } id && world.Tasks.TryGetValue(id, out var task) ? Arn.Task(world.Scope, task.ClusterName, id).ToString() : null,
            address,
            target.State,
            target.Description);
    }

    public static string ClusterArn(World world, string name) => Arn.Cluster(world.Scope, name).ToString();

    public static string ServiceArn(World world, string cluster, string name) => Arn.Service(world.Scope, cluster, name).ToString();

    private static string? Rollout(World world, EcsService service)
    {
        var state = service.Primary?.RolloutState;
        return world.RolloutOf(service) is { HasEnded: false, Stage: { } stage } ? $"{state}, {stage}" : state;
    }

    // At its largest; a curve's shape is in the chart.
    private static string Words(ServiceLoad load)
    {
        var parts = new[] { (load.Cpu, "CPU units"), (load.Memory, "MiB"), (load.Requests, "requests a minute") };
        return string.Join(", ", parts.Where(part => part.Item1 is not null).Select(part => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(part.Item1!.From, part.Item1.To):0.#} {part.Item2}")));
    }
}
