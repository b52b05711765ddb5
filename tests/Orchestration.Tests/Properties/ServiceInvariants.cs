using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>What holds for services in every World, and for each decision about them.</summary>
internal static class ServiceInvariants
{
    /// <summary>What a decision may not do: start beyond the maximum, or stop below the minimum.</summary>
    public static IEnumerable<string> BrokenBy(Decision decision, World before, World after)
    {
        switch (decision)
        {
            case StartServiceTask start:
                var service = after.Services[start.ServiceKey];
                if (!service.IsActive) yield return $"{service.Key} is {service.Status} and starts tasks";
                if (service.Primary!.Id == start.OwnerId && (service.Primary.HasFailed || service.Primary.Throttle.NotBefore is not null && before.Services[service.Key].Primary!.Throttle.NotBefore is not null))
                    yield return $"{service.Key} starts a task that has to wait: {service.Primary}";
                var maximum = service.IsDaemon
                    ? after.ContainerInstances.Count
                    : RollingLimits.Of(service.DesiredCount, service.DeploymentConfiguration).MaximumActive;
                if (Sum(after, service, tally => tally.Active) > maximum) yield return $"{service.Key} has {Sum(after, service, tally => tally.Active)} active tasks, more than {maximum}";
                break;
            case EndTask { StopCode: TaskStopCode.ServiceSchedulerInitiated } end when end.StoppedReason != StopReasons.FailedHealthChecks && before.Tasks[end.TaskId].IsHealthy:
                var task = after.Tasks[end.TaskId];
                var owner = after.Services[EcsService.KeyOf(task.ClusterName, task.ServiceName!)];
                var minimum = RollingLimits.Of(owner.DesiredCount, owner.DeploymentConfiguration).MinimumHealthy;
                // A daemon's task has to leave a machine that is no longer eligible in any case.
                if (owner is { IsActive: true, IsDaemon: false } && Sum(after, owner, tally => tally.Healthy) < minimum)
                    yield return $"{owner.Key} keeps {Sum(after, owner, tally => tally.Healthy)} healthy tasks, fewer than {minimum}";
                break;
            default:
                break;
        }
    }

    /// <summary>What holds when the planner has nothing left to decide.</summary>
    public static IEnumerable<string> BrokenAtRest(World world, DateTimeOffset now)
    {
        foreach (var service in world.Services.Values)
        {
            if (service.Status == EcsService.Inactive && service.Deployments.Count > 0) yield return $"{service.Key} is INACTIVE with deployments";
            if (service is not { IsActive: true, IsDaemon: false, Primary: { HasFailed: false } primary } || primary.Throttle.Holds(now)) continue;
            var active = Sum(world, service, tally => tally.Active);
            if (active >= service.DesiredCount) continue;
            if (MayBePlaced(world, service, primary)) yield return $"{service.Key} has {active} of {service.DesiredCount} tasks though there is room";
            else if (primary.Unplaced is null) yield return $"{service.Key} does not say that it finds no room";
        }
        foreach (var task in world.Tasks.Values)
        {
            if (task is { IsWanted: true, ServiceName: { } name } && world.Services.GetValueOrDefault(EcsService.KeyOf(task.ClusterName, name)) is not { IsActive: true })
                yield return $"{task.Id} is wanted, but {name} is not ACTIVE";
        }
    }

    /// <summary>Indexes and tallies equal a recount from scratch.</summary>
    public static IEnumerable<string> BrokenIn(World world)
    {
        var tasks = world.Tasks.Values.Where(task => task is { ServiceName: not null, LastStatus: not EcsTaskStatus.Stopped }).ToLookup(task => task.StartedBy!);
        if (!world.DeploymentTallies.Keys.SequenceEqual(tasks.Select(owned => owned.Key).Order(StringComparer.Ordinal))) yield return "the tallies are of other deployments";
        foreach (var (id, tally) in world.DeploymentTallies)
        {
            var wanted = tasks[id].Where(task => task.IsWanted).ToList();
            var recount = (wanted.Count(task => task.LastStatus < EcsTaskStatus.Running), wanted.Count(task => task.LastStatus == EcsTaskStatus.Running), wanted.Count(task => task.IsHealthy), tasks[id].Count() - wanted.Count);
            if ((tally.Pending, tally.Running, tally.Healthy, tally.Stopping) != recount) yield return $"{id} is {recount}, not {tally}";
            var providers = wanted.Where(task => task.CapacityProviderName is not null).CountBy(task => task.CapacityProviderName!).ToDictionary();
            if (tally.ByProvider.Any(pair => pair.Value != providers.GetValueOrDefault(pair.Key)) || providers.Any(pair => tally.ByProvider[pair.Key] != pair.Value)) yield return $"the providers of {id} are counted wrongly";
        }
        var owners = world.Services.Values.SelectMany(service => service.Deployments).Select(each => each.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in world.DeploymentTallies.Keys.Where(id => !owners.Contains(id))) yield return $"{id} has tasks and belongs to no service";

        foreach (var bucket in world.Services.Values.SelectMany(service => ServiceBuckets.Of(service)).Union(world.Clusters.Keys.SelectMany(cluster => new[] { ServiceBuckets.In(cluster), ServiceBuckets.Daemons(cluster), ServiceBuckets.Unplaced(cluster) })))
        {
            if (!world.ServiceIndex[bucket].SequenceEqual(world.Services.Values.Where(service => ServiceBuckets.Of(service).Contains(bucket)).Select(service => service.Key))) yield return $"the services of {bucket} are indexed wrongly";
        }
        foreach (var key in world.Services.Keys)
        {
            if (!world.RolloutIndex[RolloutBuckets.Revisions(key)].SequenceEqual(world.ServiceRevisions.Values.Where(each => each.ServiceKey == key).Select(each => each.Id))) yield return $"the revisions of {key} are indexed wrongly";
            if (!world.RolloutIndex[RolloutBuckets.Deployments(key)].SequenceEqual(world.ServiceDeployments.Values.Where(each => each.ServiceKey == key).Select(each => each.Key))) yield return $"the deployments of {key} are indexed wrongly";
        }
        if (world.ServiceRevisions.Values.Any(each => !world.Services.ContainsKey(each.ServiceKey))) yield return "a revision has outlived its service";
        if (!world.DrainingInstances.SequenceEqual(world.ContainerInstances.Values.Where(each => each.Status == ContainerInstanceStatus.Draining).Select(each => each.Id))) yield return "the draining instances are others";
        foreach (var service in world.Services.Values.Where(service => service.Events.Count > 1 && service.Events.Zip(service.Events.Skip(1)).Any(pair => pair.First.CreatedAt < pair.Second.CreatedAt)))
            yield return $"the events of {service.Key} are not newest first";
    }

    private static bool MayBePlaced(World world, EcsService service, EcsDeployment primary)
    {
        var spec = world.ServiceRevisions[primary.RevisionId].Spec;
        if (spec.IsFargate) return true;
        var definition = world.TaskDefinitions[spec.DefinitionKey].Definition;
        return Placer.Place(world, new(service.ClusterName, service.Group, TaskResources.Of(definition, new()))
        {
            RequiredAttributes = definition.RequiresAttributes ?? [],
            Constraints = service.ConstraintsWith(definition),
            Strategies = service.PlacementStrategy,
            SpreadsByDefault = true,
        }).Chosen is not null;
    }

    private static int Sum(World world, EcsService service, Func<DeploymentTally, int> count) => service.Deployments.Sum(each => count(world.TallyOf(each)));
}
