using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>What becomes of a container instance that is gone, and of its tasks (see "Stopped tasks error messages").</summary>
public static class InstanceLoss
{
    /// <summary>Of DeregisterContainerInstance with <c>force</c>.</summary>
    public const string Forced = "Container instance deregistration forced by user";

    /// <summary>Of tasks on a machine that was terminated; <paramref name="ec2InstanceId"/> is such as <c>i-0123456789abcdef0</c>.</summary>
    public static string Terminated(string? ec2InstanceId) => $"Host EC2 (instance {ec2InstanceId}) terminated.";

    /// <summary>Of tasks on a machine that was stopped.</summary>
    public static string Stopped(string? ec2InstanceId) => $"Host EC2 (instance {ec2InstanceId}) stopped.";

    /// <summary>
    /// The instance becomes INACTIVE and can be described for another hour. Its tasks are to end for that reason; since
    /// nobody is left to tell how their containers do, the planner counts them as STOPPED. A task that was ending already
    /// keeps its own reason.
    /// </summary>
    /// <param name="stopCode">One of <see cref="TaskStopCode"/>: TerminationNotice for a machine, UserInitiated for a call.</param>
    public static World Apply(World world, Instance instance, string stopCode, string stoppedReason, DateTimeOffset now)
    {
        if (!instance.IsRegistered) return world;
        world = EndTasks(world, instance, stopCode, stoppedReason, now);
        return world.Put(world.ContainerInstances[instance.Id] with
        {
            Status = Instance.Inactive,
            AgentConnected = false,
            AgentSince = instance.AgentConnected ? now : instance.AgentSince,
            AgentUpdatedAt = null,
            DeregisteredAt = now,
            Version = instance.Version + 1,
        });
    }

    /// <summary>Ends the tasks of a machine that does not run any more but may come back, such as a stopped one.</summary>
    public static World EndTasks(World world, Instance instance, string stopCode, string stoppedReason, DateTimeOffset now)
    {
        foreach (var id in TasksOn(world, instance).ToList())
        {
            var task = DecisionReducer.End(world.Tasks[id], stopCode, stoppedReason, now) with { IsLost = true };
            world = Planning.Reducer.Put(world, task, now);
        }
        return world;
    }

    /// <summary>The tasks that are not STOPPED, also those that are on their way there.</summary>
    public static IEnumerable<string> TasksOn(World world, Instance instance) =>
        new[] { DesiredStatus.Running, DesiredStatus.Stopped }
            .SelectMany(status => world.TaskIndex[TaskBuckets.By(TaskBuckets.All(instance.ClusterName, status), "instance", instance.Id)])
            .Where(id => world.Tasks[id].LastStatus != EcsTaskStatus.Stopped);
}
