using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>The DAEMON strategy: one task on every ACTIVE container instance that meets the constraints.</summary>
internal static class DaemonPlanner
{
    private const string Because = "Every eligible container instance runs one task of the daemon.";

    public static void Plan(Draft draft, string key)
    {
        RollingPlanner.Judge(draft, key);
        var service = draft.World.Services[key];
        var instances = Eligible(draft.World, service);
        if (instances.Count != service.DesiredCount)
        {
            draft.Decide(new ResizeDaemon(key, instances.Count, $"{instances.Count} container instances can take one task each."));
            service = draft.World.Services[key];
        }
        var here = instances.Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        var tasks = service.Deployments.ToDictionary(each => each.Id, each => TaskStopper.Wanted(draft.World, each.Id).Select(id => draft.World.Tasks[id]).ToList());

        StopStrays(draft, service, tasks, here);
        Replacement.StopUnhealthy(draft, key, service.Primary!.Id, [.. Replacement.Watch(draft, key).Unhealthy]);
        StartMissing(draft, service, instances, tasks);
        StopReplaced(draft, service, tasks, here);
        RollingPlanner.Conclude(draft, key);
    }

    private static List<Instance> Eligible(World world, EcsService service)
    {
        var definition = world.TaskDefinitions[world.ServiceRevisions[service.Primary!.RevisionId].Spec.DefinitionKey].Definition;
        return [.. Eligibility.In(world, service.ClusterName, definition.RequiresAttributes ?? [], service.ConstraintsWith(definition))];
    }

    /// <summary>Tasks on instances that are draining or no longer meet the constraints.</summary>
    private static void StopStrays(Draft draft, EcsService service, Dictionary<string, List<EcsTask>> tasks, HashSet<string> here)
    {
        foreach (var (owner, own) in tasks)
            TaskStopper.Stop(draft, service, owner, [.. own.Where(task => !here.Contains(task.ContainerInstanceId!)).Select(task => task.Id)], "Its container instance is not eligible any more.");
    }

    /// <summary>Where a task of an older deployment still stands, the new one comes only when the maximum allows two beside each other.</summary>
    private static void StartMissing(Draft draft, EcsService service, List<Instance> instances, Dictionary<string, List<EcsTask>> tasks)
    {
        var primary = service.Primary!;
        if (primary.HasFailed || primary.Throttle.Holds(draft.Now)) return;
        var taken = tasks[primary.Id].Select(task => task.ContainerInstanceId!).ToHashSet(StringComparer.Ordinal);
        var old = tasks.Where(owner => owner.Key != primary.Id).SelectMany(owner => owner.Value).Select(task => task.ContainerInstanceId!).ToHashSet(StringComparer.Ordinal);
        var beside = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration).MaximumActive - service.DesiredCount;
        var starter = new TaskStarter(draft, service.Key, primary.Id);
        foreach (var instance in instances.Where(each => !taken.Contains(each.Id)))
        {
            if (old.Contains(instance.Id) && beside-- <= 0) continue;
            starter.TryStartOn(instance, Because);
        }
        starter.Announce(Because);
    }

    /// <summary>desired 10, minimum 80 % → 8 have to stay healthy: the old tasks go two by two.</summary>
    private static void StopReplaced(Draft draft, EcsService service, Dictionary<string, List<EcsTask>> tasks, HashSet<string> here)
    {
        if (service.Primary!.HasFailed) return;
        var limits = RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration);
        var mayStop = service.Deployments.Sum(each => draft.World.TallyOf(each).Healthy) - limits.MinimumHealthy;
        foreach (var old in service.Deployments.Skip(1))
        {
            var left = tasks[old.Id].Where(task => here.Contains(task.ContainerInstanceId!) && !task.IsProtected).ToList();
            var sick = left.Where(task => !task.IsHealthy).ToList();
            var healthy = left.Where(task => task.IsHealthy).Take(Math.Max(0, mayStop)).ToList();
            mayStop -= healthy.Count;
            TaskStopper.Stop(draft, service, old.Id, [.. sick.Concat(healthy).Select(task => task.Id)], $"{service.Primary!.Id} replaces it.");
            if (left.Count - sick.Count - healthy.Count is var stays && stays < old.DesiredCount) draft.Decide(new ResizeDeployment(service.Key, old.Id, stays, $"{service.Primary!.Id} takes over."));
            if (!draft.World.DeploymentTallies.ContainsKey(old.Id)) draft.Decide(new RemoveDeployment(service.Key, old.Id, "All its tasks have stopped."));
        }
    }
}
