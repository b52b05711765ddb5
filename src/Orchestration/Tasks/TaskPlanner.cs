using System.Diagnostics;
using System.Globalization;
using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>Moves one task through its lifecycle: what ECS and the container agent decide between them.</summary>
internal static class TaskPlanner
{
    /// <summary>How long a STOPPED task stays visible to DescribeTasks.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>The agent's default for <c>stopTimeout</c>: 30 seconds between SIGTERM and SIGKILL.</summary>
    public static readonly TimeSpan DefaultStopTimeout = TimeSpan.FromSeconds(30);

    public static IEnumerable<Decision> Plan(EcsTask task, TaskDefinition definition, DateTimeOffset now)
    {
        if (task.LastStatus == EcsTaskStatus.Stopped)
        {
            return now >= task.StoppedAt + Remembered
                ? [new ForgetTask(task.Id, "Stopped tasks stay visible for one hour.")]
                : [];
        }
        if (task.ProtectedUntil <= now) return [new EndProtection(task.Id, $"The task was protected until {task.ProtectedUntil:u}.")];
        if (task.IsLost) return [new LoseTask(task.Id, "What it ran on is gone, and nobody is left to tell how it ended.")];
        return task.IsWanted ? TowardsRunning(task, definition, now) : TowardsStopped(task, definition);
    }

    private static IEnumerable<Decision> TowardsRunning(EcsTask task, TaskDefinition definition, DateTimeOffset now)
    {
        switch (task.LastStatus)
        {
            case EcsTaskStatus.Provisioning:
                if (!task.IsProvisioned)
                    yield return new ProvisionTask(task.Id, "The task uses the awsvpc network mode and needs a network interface of its own.");
                break;
            case EcsTaskStatus.Pending:
            case EcsTaskStatus.Running:
                foreach (var decision in Containers(task, definition, now)) yield return decision;
                break;
            case EcsTaskStatus.Activating:
                yield return new AdvanceTask(task.Id, EcsTaskStatus.Running, "Nothing else has to be done before the task counts as running.");
                break;
            default:
                throw new UnreachableException($"A wanted task cannot be {task.LastStatus}.");
        }
    }

    private static IEnumerable<Decision> Containers(EcsTask task, TaskDefinition definition, DateTimeOffset now)
    {
        if (Ending(task, definition) is { } ending)
        {
            yield return ending;
            yield break;
        }
        foreach (var container in definition.ContainerDefinitions!)
        {
            var state = task.Container(container.Name!);
            switch (state.Status)
            {
                case ContainerStatus.None:
                    yield return new PullImage(task.Id, state.Name, $"Container {state.Name} needs the image {state.Image}.");
                    break;
                case ContainerStatus.Pulled:
                    var (readiness, because) = ContainerOrder.Readiness(task, definition, container);
                    if (readiness == Readiness.Never)
                    {
                        yield return new AbandonContainer(task.Id, state.Name,
                            StopReasons.DependencyFailed(state.Name, because!.ContainerName!, because.Condition!),
                            $"{because.ContainerName} can never be {because.Condition} any more, and {state.Name} depends on that.");
                        break;
                    }
                    if (readiness == Readiness.Waiting)
                    {
                        if (StartTimeouts.First(task, definition, container) is var (late, deadline) && deadline <= now)
                        {
                            yield return new AbandonContainer(task.Id, state.Name,
                                StopReasons.DependencyTimedOut(state.Name, late.ContainerName!),
                                $"{late.ContainerName} is not {late.Condition} within its start timeout, and {state.Name} depends on that.");
                        }
                        break;
                    }
                    yield return new StartContainer(task.Id, state.Name, ContainerOrder.DependsOnOthers(definition, container)
                        ? $"All that {state.Name} depends on is as it has to be."
                        : $"The image of {state.Name} is there and it depends on nothing.");
                    break;
                case ContainerStatus.Stopped when RestartPolicies.WillRestart(container, state):
                    yield return new StartContainer(task.Id, state.Name,
                        $"Container {state.Name} exited with code {state.ExitCode?.ToString(CultureInfo.InvariantCulture)} and its restart policy starts it again.");
                    break;
                case ContainerStatus.Pulling or ContainerStatus.Starting or ContainerStatus.Running or ContainerStatus.Stopping or ContainerStatus.Stopped:
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        if (task.LastStatus == EcsTaskStatus.Pending && task.Containers.All(container => container.HasRun || container.IsStopped))
            yield return new AdvanceTask(task.Id, EcsTaskStatus.Activating, "Every container has started, or was given up without being essential.");
    }

    /// <summary>The end of a task whose essential container has ended, or could not start.</summary>
    private static EndTask? Ending(EcsTask task, TaskDefinition definition)
    {
        foreach (var container in definition.ContainerDefinitions!)
        {
            var state = task.Container(container.Name!);
            if (!state.IsStopped || RestartPolicies.WillRestart(container, state)) continue;
            if (container.Essential == false) continue;
            return state.HasRun
                ? new(task.Id, TaskStopCode.EssentialContainerExited, StopReasons.EssentialContainerExited,
                    $"Container {state.Name} is essential and exited with code {state.ExitCode?.ToString(CultureInfo.InvariantCulture)}.")
                : FailedToStart(task, state.Reason ?? StopReasons.FailedToStart, state.Name);
        }
        return null;
    }

    /// <summary>Fargate gives the cause as the task's reason; on EC2 it stands at the container.</summary>
    private static EndTask FailedToStart(EcsTask task, string cause, string container) =>
        new(task.Id, TaskStopCode.TaskFailedToStart, task.LaunchType == LaunchType.Fargate ? cause : StopReasons.FailedToStart,
            $"Container {container} could not start: {cause}");

    private static IEnumerable<Decision> TowardsStopped(EcsTask task, TaskDefinition definition)
    {
        switch (task.LastStatus)
        {
            case EcsTaskStatus.Provisioning or EcsTaskStatus.Pending:
                yield return new AdvanceTask(task.Id, EcsTaskStatus.Stopping, "The task has to stop before it ever ran.");
                break;
            case EcsTaskStatus.Activating or EcsTaskStatus.Running:
                yield return new AdvanceTask(task.Id, EcsTaskStatus.Deactivating, "The task has to stop.");
                break;
            case EcsTaskStatus.Deactivating:
                yield return new AdvanceTask(task.Id, EcsTaskStatus.Stopping, "Nothing else has to be done before its containers stop.");
                break;
            case EcsTaskStatus.Stopping:
                foreach (var decision in StopContainers(task, definition)) yield return decision;
                break;
            case EcsTaskStatus.Deprovisioning:
                if (task.IsProvisioned) yield return new ReleaseTask(task.Id, "All containers have stopped; the network interface is given back.");
                break;
            default:
                throw new UnreachableException($"A task that has to stop cannot be {task.LastStatus}.");
        }
    }

    private static IEnumerable<Decision> StopContainers(EcsTask task, TaskDefinition definition)
    {
        if (task.Containers.All(container => container.IsStopped))
        {
            yield return task.IsProvisioned
                ? new AdvanceTask(task.Id, EcsTaskStatus.Deprovisioning, "All containers have stopped.")
                : new AdvanceTask(task.Id, EcsTaskStatus.Stopped, "All containers have stopped and nothing else is held.");
            yield break;
        }
        foreach (var container in definition.ContainerDefinitions!)
        {
            var state = task.Container(container.Name!);
            switch (state.Status)
            {
                case ContainerStatus.None or ContainerStatus.Pulling or ContainerStatus.Pulled:
                    yield return new AbandonContainer(task.Id, state.Name, null, $"Container {state.Name} never started.");
                    break;
                case ContainerStatus.Running when ContainerOrder.MayStop(task, definition, state.Name):
                    var timeout = container.StopTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultStopTimeout;
                    yield return new StopContainer(task.Id, state.Name, timeout, $"The task stops: {task.StoppedReason}");
                    break;
                case ContainerStatus.Starting or ContainerStatus.Running or ContainerStatus.Stopping or ContainerStatus.Stopped:
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }
}
