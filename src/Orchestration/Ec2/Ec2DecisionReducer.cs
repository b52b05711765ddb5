using System.Diagnostics;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Ec2;

/// <summary>What a decision makes of the machine it is about.</summary>
internal static class Ec2DecisionReducer
{
    public static World Apply(World world, Ec2Decision decision, DateTimeOffset now) =>
        world.FindEc2<Ec2Instance>(decision.InstanceId) is { } instance ? Apply(world, instance, decision, now) : world;

    private static World Apply(World world, Ec2Instance instance, Ec2Decision decision, DateTimeOffset now) => decision switch
    {
        AdvanceMachine advance => InstanceCommands.Enter(world, instance, advance.To, now),
        JoinCluster join => MachineAgent.Join(world, instance, join.ClusterName, now),
        WaitForCluster wait => world.Put(instance with { AgentAt = now + Ec2Instance.AgentRetryTime, AgentWaitsFor = wait.ClusterName }),
        ExpectCluster => world.Put(instance with { AgentWaitsFor = null }),
        LoseTasks => MachineAgent.RegisteredBy(world, instance) is { } host
            ? InstanceLoss.EndTasks(world, host, TaskStopCode.TerminationNotice, InstanceLoss.Stopped(instance.Id), now)
            : world,
        ForgetMachine => world.Remove(instance),
        _ => throw new UnreachableException($"Nothing is known of {decision}."),
    };
}
