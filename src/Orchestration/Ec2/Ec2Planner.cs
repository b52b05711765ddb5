using System.Diagnostics;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Ec2;

/// <summary>Moves one machine through its lifecycle, and does what its agent and ECS do because of that.</summary>
internal static class Ec2Planner
{
    public static IEnumerable<Decision> Plan(World world, Ec2Instance instance, DateTimeOffset now)
    {
        var due = instance.NextWake is { } wake && wake.At <= now;
        return instance.Status switch
        {
            Ec2InstanceStatus.Pending => due ? [new AdvanceMachine(instance.Id, Ec2InstanceStatus.Running, "The machine has booted.")] : [],
            Ec2InstanceStatus.Running => Agent(world, instance, due),
            Ec2InstanceStatus.ShuttingDown => due ? [new AdvanceMachine(instance.Id, Ec2InstanceStatus.Terminated, "The machine has shut down.")] : [],
            Ec2InstanceStatus.Stopping => due ? [new AdvanceMachine(instance.Id, Ec2InstanceStatus.Stopped, "The machine has shut down.")] : [],
            Ec2InstanceStatus.Stopped => EndTasks(world, instance),
            Ec2InstanceStatus.Terminated => due ? [new ForgetMachine(instance.Id, "Terminated instances stay visible for one hour.")] : Leave(world, instance),
            _ => throw new UnreachableException(),
        };
    }

    private static IEnumerable<Decision> Agent(World world, Ec2Instance instance, bool due)
    {
        if (instance.AgentAt is null) yield break;
        var cluster = EcsConfig.Parse(UserData.Decode(instance.Machine.UserData)).Cluster;
        var exists = world.Clusters.TryGetValue(cluster, out var state) && state.IsActive;
        if (due)
        {
            yield return exists
                ? new JoinCluster(instance.Id, cluster, $"The agent has started and its configuration names the cluster {cluster}.")
                : new WaitForCluster(instance.Id, cluster, $"There is no cluster {cluster}; the agent tries again in {Ec2Instance.AgentRetryTime.TotalSeconds} seconds.");
        }
        else if (exists && instance.AgentWaitsFor is not null)
        {
            yield return new ExpectCluster(instance.Id, $"The cluster {cluster} exists now; the agent will see it at its next attempt.");
        }
    }

    private static IEnumerable<Decision> EndTasks(World world, Ec2Instance instance)
    {
        if (MachineAgent.RegisteredBy(world, instance) is { } host && InstanceLoss.TasksOn(world, host).Any(id => !world.Tasks[id].IsLost))
            yield return new LoseTasks(instance.Id, "The machine was stopped, and its containers with it.");
    }

    private static IEnumerable<Decision> Leave(World world, Ec2Instance instance)
    {
        if (MachineAgent.RegisteredBy(world, instance) is { } host)
            yield return new LoseInstance(host.Id, TaskStopCode.TerminationNotice, InstanceLoss.Terminated(instance.Id), "ECS deregisters a container instance whose machine was terminated.");
    }
}
