using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>Stops tasks of a service and says so in its events.</summary>
internal static class TaskStopper
{
    /// <summary>The tasks of a deployment or task set that are still wanted.</summary>
    public static IEnumerable<string> Wanted(World world, string ownerId) => world.TaskIndex[TaskBuckets.Deployment(ownerId)];

    public static void Stop(Draft draft, EcsService service, string ownerId, IReadOnlyList<string> taskIds, string reason, string? stoppedReason = null)
    {
        if (taskIds.Count == 0) return;
        var running = taskIds.Where(id => draft.World.Tasks[id].LastStatus == EcsTaskStatus.Running).ToList();
        foreach (var id in taskIds)
            draft.Decide(new EndTask(id, TaskStopCode.ServiceSchedulerInitiated, stoppedReason ?? StopReasons.ScalingActivity(ownerId), reason));
        var taskSet = service.TaskSetIn(ownerId);
        foreach (var message in ServiceEvents.Stopped(service, running, taskSet)) draft.Decide(new AddServiceEvent(service.Key, message, reason));
        if (running.Count < taskIds.Count)
            draft.Decide(new AddServiceEvent(service.Key, ServiceEvents.StoppedPending(service, taskIds.Count - running.Count, taskSet), reason));
    }

    /// <summary>
    /// Of a deployment's tasks those that can best be spared: pending ones first, then those that are not healthy; then from
    /// the Availability Zone with the most tasks of the service, there from the container instance with the most. Protected
    /// ones cannot be spared, so that there may be fewer than asked for.
    /// </summary>
    public static IReadOnlyList<string> Spare(World world, string ownerId, int count, IReadOnlySet<string> except)
    {
        if (count <= 0) return [];
        var tasks = Wanted(world, ownerId).Where(id => !except.Contains(id)).Select(id => world.Tasks[id]).Where(task => !task.IsProtected).ToList();
        var spared = new List<string>(count);
        var zones = tasks.CountBy(task => task.AvailabilityZone).ToDictionary();
        var instances = tasks.CountBy(task => task.ContainerInstanceId ?? "").ToDictionary();
        foreach (var idle in tasks.Where(task => !task.IsHealthy).OrderBy(task => task.LastStatus).Take(count)) Take(idle);
        var left = tasks.Where(task => task.IsHealthy)
            .GroupBy(task => (Zone: task.AvailabilityZone, Instance: task.ContainerInstanceId ?? ""))
            .ToDictionary(group => group.Key, group => new Queue<EcsTask>(group.OrderByDescending(task => task.StartedAt).ThenBy(task => task.Id, StringComparer.Ordinal)));
        while (spared.Count < count && left.Count > 0)
        {
            var fullest = left.Keys.MaxBy(place => (zones[place.Zone], instances[place.Instance], place.Zone, place.Instance));
            Take(left[fullest].Dequeue());
            if (left[fullest].Count == 0) left.Remove(fullest);
        }
        return spared;

        void Take(EcsTask task)
        {
            spared.Add(task.Id);
            zones[task.AvailabilityZone]--;
            instances[task.ContainerInstanceId ?? ""]--;
        }
    }
}
