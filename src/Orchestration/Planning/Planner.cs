using System.Diagnostics;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>What to do now; when to look again stands in the World's agenda.</summary>
/// <param name="Decisions">In the order in which they were taken: each knows what those before it bring about.</param>
/// <param name="Considered">What was looked at.</param>
/// <param name="Next">The World once the decisions are noted in it.</param>
public sealed record Plan(IReadOnlyList<Decision> Decisions, IReadOnlyList<EntityKey> Considered, World Next);

/// <summary>Compares what is wanted with what is and says what to do. It only reads.</summary>
public static class Planner
{
    /// <summary>Plans for all that changed or is due; a World in which nothing did yields no decisions.</summary>
    public static Plan Plan(World world, DateTimeOffset now)
    {
        var considered = world.Agenda.Due(now).ToList();
        var draft = new Draft(considered.Count == 0 ? world : world.Settled(now), now);
        foreach (var key in considered) Consider(draft, key);
        return new(draft.Decisions, considered, draft.World);
    }

    private static void Consider(Draft draft, EntityKey key)
    {
        var world = draft.World;
        switch (key.Kind)
        {
            case EntityKind.Task:
                if (world.Tasks.TryGetValue(key.Key, out var task))
                    {
                    draft.DecideAll(task.IsWaiting
                        ? WaitingTasks.Plan(world, task, draft.Now)
                        : TaskTargets.Among(world, task, TaskPlanner.Plan(task, world.TaskDefinitions[task.DefinitionKey].Definition, draft.Now)));
                }
                break;
            case EntityKind.Service:
                ServicePlanner.Plan(draft, key.Key);
                break;
            case EntityKind.Cluster:
                WaitingTasks.Plan(draft, key.Key);
                break;
            case EntityKind.CapacityProvider:
                ManagedScalingPlanner.Plan(draft, key.Key);
                break;
            case EntityKind.ContainerInstance:
                if (world.ContainerInstances.TryGetValue(key.Key, out var instance)) draft.DecideAll(InstancePlanner.Plan(instance, draft.Now));
                break;
            case EntityKind.TaskDefinition:
                if (world.TaskDefinitions.TryGetValue(key.Key, out var revision)) draft.DecideAll(TaskDefinitionPlanner.Plan(world, revision, draft.Now));
                break;
            case EntityKind.ClientToken:
                draft.Decide(new ForgetClientToken(key.Key, "Client tokens are remembered for 24 hours."));
                break;
            case EntityKind.Ec2Instance:
                if (world.FindEc2<Ec2Instance>(key.Key) is { } machine) draft.DecideAll(Ec2Planner.Plan(world, machine, draft.Now));
                break;
            case EntityKind.AutoScalingGroup:
                AutoScalingPlanner.Plan(draft, key.Key);
                break;
            case EntityKind.ScalingActivity:
                draft.Decide(new ForgetActivity(key.Key, "Scaling activities are remembered for six weeks."));
                break;
            case EntityKind.Alarm:
                Suppression.Plan(draft, key.Key);
                break;
            case EntityKind.ScalableTarget:
                ScalableTargetPlanner.Plan(draft, key.Key);
                break;
            case EntityKind.ScheduledAction:
                ScalableTargetPlanner.PlanAction(draft, key.Key);
                break;
            case EntityKind.TargetActivity:
                draft.Decide(new ForgetTargetActivity(world.TargetActivities[key.Key].TargetKey, key.Key, "Scaling activities are remembered for six weeks."));
                break;
            case EntityKind.EcrLayer:
                ImagePlanner.PlanLayer(draft, key.Key);
                break;
            case EntityKind.EcrImage:
                ImagePlanner.PlanImage(draft, key.Key);
                break;
            case EntityKind.EcrScan:
                ImageScanning.Plan(draft, key.Key);
                break;
            case EntityKind.EcrRepository:
                LifecycleRun.Plan(draft, key.Key);
                break;
            case EntityKind.LoadBalancer:
                LoadBalancingPlanner.PlanLoadBalancer(draft, key.Key);
                break;
            case EntityKind.Target:
                LoadBalancingPlanner.PlanTarget(draft, key.Key);
                break;
            default:
                throw new UnreachableException($"Nothing is planned for {key}.");
        }
    }
}
