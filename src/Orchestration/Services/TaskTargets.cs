using System.Globalization;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using Workbook.Shapes.Elbv2;
using LoadBalancer = Workbook.Shapes.Ecs.LoadBalancer;

namespace Workbook.Orchestration.Services;

/// <summary>
/// A service's tasks as targets of its load balancers: registered between ACTIVATING and RUNNING, and deregistered in DEACTIVATING, where
/// a task stays until its connections are drained ("Amazon ECS task lifecycle").
/// </summary>
internal static class TaskTargets
{
    /// <summary>The task's decisions with those in between that its targets need.</summary>
    public static IEnumerable<Decision> Among(World world, EcsTask task, IEnumerable<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            switch (decision)
            {
                case AdvanceTask { To: EcsTaskStatus.Running } when Balancers(world, task) is var (service, taskSetId, balancers):
                    yield return new RegisterTargets(task.Id, balancers.SelectMany(each => Places(world, task, each)).ToValueList(), Memberships(world, task, balancers), "Load balancers send traffic to the service's tasks.");
                    yield return decision;
                    foreach (var told in balancers) yield return new AddServiceEvent(service.Key, ServiceEvents.Registered(service, told.Balancer, told.GroupArn, taskSetId), "The task runs and can be sent traffic.");
                    break;
                case AdvanceTask { To: EcsTaskStatus.Deactivating } when Balancers(world, task) is var (service, taskSetId, balancers):
                    yield return decision;
                    foreach (var told in Deregister(world, task, service, taskSetId, balancers)) yield return told;
                    break;
                case LoseTask when task.LastStatus < EcsTaskStatus.Deactivating && Balancers(world, task) is var (service, taskSetId, balancers):
                    yield return decision;
                    foreach (var told in Deregister(world, task, service, taskSetId, balancers)) yield return told;
                    break;
                case AdvanceTask { To: EcsTaskStatus.Stopping } when task.LastStatus == EcsTaskStatus.Deactivating && IsTarget(world, task) && !task.Containers.All(container => container.IsStopped):
                    // The end of the draining touches the task.
                    break;
                default:
                    yield return decision;
                    break;
            }
        }
    }

    private static IEnumerable<Decision> Deregister(World world, EcsTask task, EcsService service, string? taskSetId, IReadOnlyList<(LoadBalancer Balancer, string? GroupArn)> balancers)
    {
        if (task.StartedAt is null) yield break;
        yield return new DeregisterTargets(task.Id, Memberships(world, task, balancers), "The task has to stop and is sent no more traffic.");
        foreach (var (balancer, group) in balancers)
            yield return new AddServiceEvent(service.Key, ServiceEvents.Deregistered(service, balancer, group, taskSetId), "The task has to stop and is sent no more traffic.");
        yield return new AddServiceEvent(service.Key, ServiceEvents.Draining(service, taskSetId), "Requests that are under way may end.");
    }

    private static bool IsTarget(World world, EcsTask task) => !world.LoadBalancingIndex.TargetsOfTask(task.Id).IsEmpty;

    /// <summary>The service's load balancers, each with the target group that the task belongs to; null of a task that has none.</summary>
    private static (EcsService Service, string? TaskSetId, IReadOnlyList<(LoadBalancer Balancer, string? GroupArn)> Balancers)? Balancers(World world, EcsTask task)
    {
        if (world.ServiceOf(task) is not { } service) return null;
        if (service.Deployments.FirstOrDefault(each => each.Id == task.StartedBy) is { } deployment)
        {
            var revision = world.ServiceRevisions[deployment.RevisionId];
            return revision.Spec.LoadBalancers.Count == 0 ? null : (service, null, [.. revision.Spec.LoadBalancers.Select((each, number) => (each, revision.TargetGroupOf(number)))]);
        }
        return service.TaskSets.FirstOrDefault(each => each.Id == task.StartedBy) is { Spec.LoadBalancers: { Count: > 0 } of } set
            ? (service, set.Id, [.. of.Select(each => (each, each.TargetGroupArn))])
            : null;
    }

    /// <summary>Where the group reaches the task: at its own address, or at a port of its container instance. None when the group is gone.</summary>
    private static IEnumerable<TargetPlace> Places(World world, EcsTask task, (LoadBalancer Balancer, string? GroupArn) each)
    {
        var (balancer, arn) = each;
        if (ElbArn.TargetGroupKey(world.Scope, arn) is not { } key || !world.TargetGroups.TryGetValue(key, out var group)) return [];
        if (group.TargetType == TargetTypeEnum.Ip)
            return task.Network?.PrivateIpv4Address is { } address ? [new(group.Key, address, balancer.ContainerPort!.Value)] : [];
        if (MachineOf(world, task) is not { } machine) return [];
        return task.Container(balancer.ContainerName!).NetworkBindings
            .Where(binding => binding.ContainerPort == balancer.ContainerPort && binding.HostPort is not null)
            .Select(binding => new TargetPlace(group.Key, machine, binding.HostPort!.Value))
            .Distinct();
    }

    private static ValueList<ClassicMembership> Memberships(World world, EcsTask task, IEnumerable<(LoadBalancer Balancer, string? GroupArn)> balancers) =>
        MachineOf(world, task) is not { } machine ? [] : balancers
            .Select(each => each.Balancer.LoadBalancerName)
            .OfType<string>()
            .Select(name => new ClassicMembership(name, machine))
            .ToValueList();

    private static string? MachineOf(World world, EcsTask task) =>
        task.ContainerInstanceId is { } id ? world.ContainerInstances.GetValueOrDefault(id)?.Ec2InstanceId : null;

    /// <summary>Why load balancers find a task unhealthy: the event's words, and the reason that the task is stopped for.</summary>
    public static (string Message, string StoppedReason) Failure(World world, EcsService service, EcsTask task, string? taskSetId)
    {
        var target = world.LoadBalancingIndex.TargetsOfTask(task.Id).Select(key => world.Targets[key]).First(each => each.State == TargetHealthStateEnum.Unhealthy);
        var arn = ElbTargetGroup.ArnOf(world.Scope, target.GroupKey);
        var port = $"(port {target.Port.ToString(CultureInfo.InvariantCulture)})";
        var place = task.Network is null ? $"(instance {target.Id}) {port}" : port;
        return (ServiceEvents.UnhealthyTarget(service, place, arn, target.Description ?? "Health checks failed", taskSetId), StopReasons.FailedTargetHealthChecks(arn));
    }
}
