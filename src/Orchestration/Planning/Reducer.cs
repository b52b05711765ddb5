using System.Diagnostics;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>Computes the World that follows from a decision or an observation. The same inputs always give the same World.</summary>
public static class Reducer
{
    /// <summary>Notes a decision. One about something that is gone changes nothing.</summary>
    public static World Apply(World world, Decision decision, DateTimeOffset now) =>
        Narration.Note(Reduce(world, decision, now), decision, now);

    /// <summary>Notes what happened. Late, repeated and foreign observations change nothing.</summary>
    public static World Apply(World world, Observation observation, DateTimeOffset now) =>
        Reduce(world, observation, now) is var next && ReferenceEquals(next, world) ? world : Narration.Note(next, observation, now);

    private static World Reduce(World world, Decision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case ForgetTask forget:
                return world.Tasks.TryGetValue(forget.TaskId, out var old) ? world.Remove(old) : world;
            case RegisterTargets register:
                return TargetRegistration.Register(world, register, now);
            case DeregisterTargets deregister:
                return TargetRegistration.Deregister(world, deregister, now);
            case PlaceTask place:
                return WaitingTasks.Place(world, place, now);
            case TaskDecision about:
                return world.Tasks.TryGetValue(about.TaskId, out var task) ? Put(world, DecisionReducer.Apply(task, about, now), now) : world;
            case ServiceDecision about:
                return world.Services.TryGetValue(about.ServiceKey, out var service) ? ServiceReducer.Apply(world, service, about, now) : world;
            case ProviderDecision about:
                return world.Providers.TryGetValue(about.ProviderName, out var provider) ? ProviderReducer.Apply(world, provider, about, now) : world;
            case InstanceDecision about:
                return world.ContainerInstances.TryGetValue(about.InstanceId, out var instance) ? InstanceReducer.Apply(world, instance, about, now) : world;
            case ForgetTaskDefinition forget:
                if (!world.TaskDefinitions.TryGetValue(forget.Key, out var revision)) return world;
                return forget.IsInUse ? world.Put(revision with { LastChecked = now }) : world.Remove(revision);
            case ForgetClientToken forget:
                return world.ClientTokens.TryGetValue(forget.Key, out var token) ? world.Remove(token) : world;
            case Ec2Decision about:
                return Ec2DecisionReducer.Apply(world, about, now);
            case AutoScalingDecision about:
                return AutoScalingReducer.Apply(world, about, now);
            case ReleaseActions release:
                return Suppression.Release(world, release.AlarmName, now);
            case ScalingDecision about:
                return ScalingReducer.Apply(world, about, now);
            case ImageDecision about:
                return ImageReducer.Apply(world, about, now);
            case LoadBalancingDecision about:
                return LoadBalancingReducer.Apply(world, about, now);
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }

    private static World Reduce(World world, Observation observation, DateTimeOffset now)
    {
        switch (observation)
        {
            case TaskObservation about:
                if (!world.Tasks.TryGetValue(about.TaskId, out var task) || ObservationReducer.Apply(task, about, now) is not { } next) return world;
                return Put(about is ImagePulled pulled ? ImageResolution.Note(world, task, pulled) : world, next, now);
            case HookAnswered answer:
                return world.Services.TryGetValue(answer.ServiceKey, out var service) ? StageReducer.Answered(world, service, answer, now) : world;
            case ImageReplicated seen:
                return Replication.Note(world, seen);
            case ImageScanned seen:
                return ImageScanning.Note(world, seen, now);
            case TargetHealthChanged seen:
                return LoadBalancingReducer.Note(world, seen, now);
            case ListenerBound seen:
                return LoadBalancingReducer.Note(world, seen);
            case AlarmEvaluated seen:
                return AlarmStates.Note(world, seen, now);
            case PoliciesInvoked seen:
                return Invocations.Note(world, seen);
            case HooksUnanswered unanswered:
                return world.Services.TryGetValue(unanswered.ServiceKey, out var waiting) ? StageReducer.Unanswered(world, waiting, now) : world;
            default:
                throw new UnreachableException($"Nothing is known of {observation}.");
        }
    }

    /// <summary>Brings a task up to date after its targets changed; a task that is gone stays so.</summary>
    internal static World Refresh(World world, string? taskId, DateTimeOffset now) =>
        taskId is not null && world.Tasks.TryGetValue(taskId, out var task) ? Put(world, task, now) : world;

    /// <summary>Puts a task with its health and appointments up to date, and tells its service when it failed or did well.</summary>
    internal static World Put(World world, EcsTask task, DateTimeOffset now)
    {
        var definition = world.TaskDefinitions[task.DefinitionKey].Definition;
        var before = world.Tasks.GetValueOrDefault(task.Id);
        var next = TaskHealth.Update(task, definition, TargetsHealths.Of(world, task.Id));
        world = world.Put(next with { NextWake = TaskWakes.Next(next, definition) });
        return next.ServiceName is null || before is null ? world : LaunchOutcome.Note(world, before, next, now);
    }
}
