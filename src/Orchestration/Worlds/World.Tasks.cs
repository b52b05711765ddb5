using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>Adds or replaces a task, moves it between the indexes, and gives resources back once it is STOPPED.</summary>
    public World Put(EcsTask task)
    {
        var key = new EntityKey(EntityKind.Task, task.Id);
        var before = Tasks.GetValueOrDefault(task.Id);
        var world = this with
        {
            Tasks = Tasks.SetItem(task.Id, task),
            TaskIndex = TaskIndex.Move(task.Id, before is null ? [] : TaskBuckets.Of(before), TaskBuckets.Of(task)),
            Agenda = Agenda.Reschedule(key, before?.NextWake, task.NextWake).Touch(key),
        };
        // A task that waited for room is counted where it is now.
        world = before is { ContainerInstanceId: null } && task.ContainerInstanceId is not null
            ? world.TallyGroup(before, null).TallyGroup(null, task)
            : world.TallyGroup(before, task);
        return world.Tally(before, task).TallyDeployment(before, task).Reserve(before, task).WaitingChanged(before, task).Changed(key.Kind, key.Key);
    }

    public World Remove(EcsTask task)
    {
        var key = new EntityKey(EntityKind.Task, task.Id);
        return (this with
        {
            Tasks = Tasks.Remove(task.Id),
            TaskIndex = TaskIndex.Move(task.Id, TaskBuckets.Of(task), []),
            Agenda = Agenda.Reschedule(key, task.NextWake, null).Settle(key),
        }).Tally(task, null).TallyGroup(task, null).TallyDeployment(task, null).WithoutHistory(key).WaitingChanged(task, null).Changed(key.Kind, key.Key);
    }

    private World Tally(EcsTask? before, EcsTask? after)
    {
        if (before?.LastStatus == after?.LastStatus) return this;
        var cluster = (after ?? before)!.ClusterName;
        var tally = Tallies.GetValueOrDefault(cluster, ClusterTally.Empty);
        if (before is not null) tally = tally.Count(before, -1);
        if (after is not null) tally = tally.Count(after, +1);
        return this with { Tallies = Tallies.SetItem(cluster, tally) };
    }

    private World Reserve(EcsTask? before, EcsTask after)
    {
        if (after.ContainerInstanceId is not { } id || ContainerInstances.GetValueOrDefault(id) is not { } instance) return this;
        var held = before is { LastStatus: not EcsTaskStatus.Stopped, ContainerInstanceId: not null };
        var holds = after.LastStatus != EcsTaskStatus.Stopped;
        return held == holds ? this : Put(instance with
        {
            Remaining = holds ? instance.Remaining.Less(after.Reserved) : instance.Remaining.Plus(after.Reserved),
            OrdinaryTasks = instance.OrdinaryTasks + (after.IsDaemon ? 0 : holds ? 1 : -1),
        });
    }
}
