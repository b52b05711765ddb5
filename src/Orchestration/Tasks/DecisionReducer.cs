using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tasks;

/// <summary>What a decision makes of the task it is about.</summary>
internal static class DecisionReducer
{
    public static EcsTask Apply(EcsTask task, TaskDecision decision, DateTimeOffset now) => decision switch
    {
        ProvisionTask => task with { IsProvisioned = true },
        PullImage pull => task.With(task.Container(pull.Container) with { Status = ContainerStatus.Pulling }) with
        {
            PullStartedAt = task.PullStartedAt ?? now,
        },
        StartContainer start => task.With(Starting(task.Container(start.Container))),
        StopContainer stop => task.With(task.Container(stop.Container) with { Status = ContainerStatus.Stopping }),
        AbandonContainer abandon => task.With(task.Container(abandon.Container) with
        {
            Status = ContainerStatus.Stopped,
            Reason = abandon.ContainerReason,
        }),
        ReleaseTask => task with
        {
            IsProvisioned = false,
            Network = task.Network is { } network ? network with { Status = "DETACHING" } : null,
        },
        EndProtection => task with { ProtectedUntil = null },
        LoseTask => Lose(task, now),
        EndTask end => End(task, end.StopCode, end.StoppedReason, now),
        AdvanceTask advance => Advance(task, advance.To, now),
        _ => throw new UnreachableException($"Nothing is known of {decision}."),
    };

    /// <summary>The desired status becomes STOPPED; the first cause stays.</summary>
    public static EcsTask End(EcsTask task, string stopCode, string reason, DateTimeOffset now) => task.IsWanted
        ? task with
        {
            IsWanted = false,
            StopCode = stopCode,
            StoppedReason = reason,
            StoppingAt = now,
            ProtectedUntil = null,
            Version = task.Version + 1,
        }
        : task;

    /// <summary>STOPPED at once: its containers are gone without an exit code.</summary>
    private static EcsTask Lose(EcsTask task, DateTimeOffset now) => Advance(task with
    {
        Containers = task.Containers
            .Select(container => container.IsStopped ? container : container with { Status = ContainerStatus.Stopped, StoppedAt = container.HasRun ? now : null })
            .ToValueList(),
        IsProvisioned = false,
        Network = task.Network is { } network ? network with { Status = "DELETED" } : null,
    }, EcsTaskStatus.Stopped, now);

    public static EcsTask Advance(EcsTask task, EcsTaskStatus to, DateTimeOffset now)
    {
        if (to <= task.LastStatus) throw new UnreachableException($"A task cannot go from {task.LastStatus} to {to}.");
        var next = task with { LastStatus = to, Version = task.Version + 1 };
        return to switch
        {
            EcsTaskStatus.Running => next with { StartedAt = now },
            EcsTaskStatus.Deprovisioning => next with { ExecutionStoppedAt = now },
            EcsTaskStatus.Stopped => next with { ExecutionStoppedAt = next.ExecutionStoppedAt ?? now, StoppedAt = now },
            _ => next,
        };
    }

    private static EcsContainer Starting(EcsContainer container) => container with
    {
        Status = ContainerStatus.Starting,
        Restarts = container.IsStopped ? container.Restarts + 1 : container.Restarts,
        ExitCode = null,
        Reason = null,
        Health = ContainerHealth.Unknown,
        HealthSince = null,
    };
}
