using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>What holds in every World, and between one World and the next. Plain comparisons: they run millions of times.</summary>
internal static class Invariants
{
    /// <summary>Tasks only move forwards, keep their first end, and are forgotten only an hour after they stopped.</summary>
    public static IEnumerable<string> BrokenBetween(World before, World after, DateTimeOffset now)
    {
        if (ReferenceEquals(before.Tasks, after.Tasks)) yield break;
        foreach (var (id, old) in before.Tasks)
        {
            if (!after.Tasks.TryGetValue(id, out var task))
            {
                if (old.LastStatus != EcsTaskStatus.Stopped || now < old.StoppedAt + TimeSpan.FromHours(1)) yield return $"{id} was forgotten while {old.LastStatus}";
                continue;
            }
            if (ReferenceEquals(old, task)) continue;
            if (task.LastStatus < old.LastStatus) yield return $"{id} went back from {old.LastStatus} to {task.LastStatus}";
            if (task.Version < old.Version) yield return $"{id} lost a version";
            if (task.IsWanted && !old.IsWanted) yield return $"{id} is wanted again";
            if (!old.IsWanted && (task.StopCode, task.StoppedReason, task.StoppingAt) != (old.StopCode, old.StoppedReason, old.StoppingAt)) yield return $"{id} ends for another reason";
            if (old.LastStatus == EcsTaskStatus.Stopped && task with { Tags = old.Tags } != old) yield return $"{id} changed though it is stopped";
            foreach (var container in old.Containers)
            {
                if (task.Container(container.Name).Restarts < container.Restarts) yield return $"{id} forgot a restart of {container.Name}";
            }
        }
    }

    /// <summary>What each task says of itself fits together, and all that is counted equals a recount from scratch.</summary>
    public static IEnumerable<string> BrokenIn(World world, IReadOnlySet<string> buckets) =>
        world.Tasks.Values.SelectMany(BrokenIn)
            .Concat(BrokenIndex(world, buckets))
            .Concat(BrokenGroups(world))
            .Concat(BrokenTallies(world))
            .Concat(BrokenInstances(world))
            .Concat(BrokenAgenda(world));

    private static IEnumerable<string> BrokenIn(EcsTask task)
    {
        if (task.IsWanted != (task.StopCode is null)) yield return $"{task.Id} is wanted and ends";
        if (task.IsWanted && task.LastStatus > EcsTaskStatus.Running) yield return $"{task.Id} is wanted and {task.LastStatus}";
        if ((task.LastStatus == EcsTaskStatus.Stopped) != (task.StoppedAt is not null)) yield return $"{task.Id} has the wrong stop time";
        if (task.LastStatus > EcsTaskStatus.Stopping && !task.Containers.All(container => container.IsStopped)) yield return $"{task.Id} is {task.LastStatus} with containers";
        if (task.IsLost && task.IsWanted) yield return $"{task.Id} is lost and wanted";
        if (task.LastStatus == EcsTaskStatus.Running && task.StartedAt is null) yield return $"{task.Id} runs without start";
    }

    private static IEnumerable<string> BrokenIndex(World world, IReadOnlySet<string> buckets)
    {
        var expected = world.Tasks.Values.SelectMany(task => TaskBuckets.Of(task).Select(bucket => (bucket, task.Id))).ToLookup(pair => pair.bucket, pair => pair.Id);
        return buckets.Union(expected.Select(bucket => bucket.Key))
            .Where(bucket => !world.TaskIndex[bucket].SequenceEqual(expected[bucket].Order(StringComparer.Ordinal)))
            .Select(bucket => $"bucket {bucket} is wrong")
            .Concat(world.Clusters.Keys
                .Where(cluster => !world.InstanceIndex[cluster].SequenceEqual(world.ContainerInstances.Values.Where(instance => instance.IsRegistered && instance.ClusterName == cluster).Select(instance => instance.Id)))
                .Select(cluster => $"the instances of {cluster} are indexed wrongly"));
    }

    private static IEnumerable<string> BrokenGroups(World world)
    {
        var groups = world.Tasks.Values.Where(task => task.IsWanted && task.LastStatus != EcsTaskStatus.Stopped).ToLookup(task => (task.ClusterName, task.Group));
        if (world.Groups.Count != groups.Count) yield return $"{world.Groups.Count} groups are counted instead of {groups.Count}";
        foreach (var group in groups)
        {
            var tally = world.GroupOf(group.Key.ClusterName, group.Key.Group);
            if (tally.Count != group.Count()) yield return $"{group.Key} has {group.Count()} tasks, not {tally.Count}";
            if (!tally.ByZone.SequenceEqual(Counted(group, task => task.AvailabilityZone))) yield return $"the zones of {group.Key} are counted wrongly";
            if (!tally.ByInstance.SequenceEqual(Counted(group.Where(task => task.ContainerInstanceId is not null), task => task.ContainerInstanceId!))) yield return $"the instances of {group.Key} are counted wrongly";
        }
    }

    private static IEnumerable<KeyValuePair<string, int>> Counted(IEnumerable<EcsTask> tasks, Func<EcsTask, string> by) =>
        tasks.GroupBy(by).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => KeyValuePair.Create(same.Key, same.Count()));

    private static IEnumerable<string> BrokenTallies(World world)
    {
        foreach (var cluster in world.Tallies.Keys.Union(world.Tasks.Values.Select(task => task.ClusterName)))
        {
            var tally = world.Tallies.GetValueOrDefault(cluster, ClusterTally.Empty);
            if (tally.Ec2 != Recount("EC2") || tally.Fargate != Recount("FARGATE") || tally.External != Recount("EXTERNAL")) yield return $"the tally of {cluster} is wrong: {tally}";

            LaunchTypeTally Recount(string launchType)
            {
                var tasks = world.Tasks.Values.Where(task => task.ClusterName == cluster && task.LaunchType == launchType).ToList();
                return new(
                    tasks.Count(task => task.LastStatus == EcsTaskStatus.Running),
                    tasks.Count(task => task.LastStatus < EcsTaskStatus.Running),
                    tasks.Count(task => task.LastStatus != EcsTaskStatus.Stopped));
            }
        }
    }

    private static IEnumerable<string> BrokenInstances(World world)
    {
        var tasks = world.Tasks.Values.Where(task => task.LastStatus != EcsTaskStatus.Stopped).ToLookup(task => task.ContainerInstanceId);
        foreach (var instance in world.ContainerInstances.Values)
        {
            var expected = tasks[instance.Id].Aggregate(instance.Registered, (left, task) => left.Less(task.Reserved));
            if (Sorted(instance.Remaining) != Sorted(expected)) yield return $"{instance.Id} has {instance.Remaining} instead of {expected} left";
            if (instance.OrdinaryTasks != tasks[instance.Id].Count(task => !task.IsDaemon)) yield return $"{instance.Id} counts {instance.OrdinaryTasks} tasks";
            if (instance.Remaining is { Cpu: < 0 } or { Memory: < 0 }) yield return $"{instance.Id} is overbooked";
            if (instance.Remaining.TcpPorts.Distinct().Count() != instance.Remaining.TcpPorts.Count) yield return $"{instance.Id} has a port taken twice";
        }
    }

    private static (int, int, int, string, string) Sorted(InstanceResources resources) =>
        (resources.Cpu, resources.Memory, resources.Gpus, string.Join(',', resources.TcpPorts.Order()), string.Join(',', resources.UdpPorts.Order()));

    private static IEnumerable<string> BrokenAgenda(World world)
    {
        var wakes = world.Tasks.Values.Select(task => task.NextWake)
            .Concat(world.TaskDefinitions.Values.Select(revision => revision.NextWake))
            .Concat(world.ContainerInstances.Values.Select(instance => instance.NextWake))
            .Concat(world.Services.Values.Select(service => service.NextWake))
            .Concat(world.Providers.Values.Select(provider => provider.NextWake))
            .Concat(world.ClientTokens.Values.Select(token => (Wake?)token.NextWake))
            .OfType<Wake>()
            .ToList();
        if (world.Agenda.NextProgressAt != Earliest(wakes.Where(wake => !wake.IsUpkeep))) yield return "the agenda wakes at the wrong time";
        if (world.Agenda.NextUpkeepAt != Earliest(wakes.Where(wake => wake.IsUpkeep))) yield return "the agenda cleans up at the wrong time";
    }

    private static DateTimeOffset? Earliest(IEnumerable<Wake> wakes) => wakes.Select(wake => (DateTimeOffset?)wake.At).Min();
}
