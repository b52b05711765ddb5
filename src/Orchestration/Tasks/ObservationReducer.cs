using System.Diagnostics;
using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Tasks;

/// <summary>What an observation makes of the task it is about; null when it tells nothing new.</summary>
internal static class ObservationReducer
{
    public static EcsTask? Apply(EcsTask task, TaskObservation observation, DateTimeOffset now) => observation switch
    {
        TaskProvisioned seen => task.LastStatus == EcsTaskStatus.Provisioning ? Provisioned(task, seen, now) : null,
        TaskNotProvisioned seen => task.LastStatus == EcsTaskStatus.Provisioning
            ? DecisionReducer.End(task, Shapes.Ecs.TaskStopCode.TaskFailedToStart, seen.Error, now)
            : null,
        TaskReleased => task.LastStatus == EcsTaskStatus.Deprovisioning ? Released(task, now) : null,
        ImagePulled seen => Find(task, seen.Container) is { Status: ContainerStatus.Pulling } container
            ? Pulled(task, container with { Status = ContainerStatus.Pulled, ImageDigest = seen.Digest ?? container.ImageDigest }, now)
            : null,
        ContainerStarted seen => Find(task, seen.Container) is { Status: ContainerStatus.Starting } container
            ? task.With(container with
            {
                Status = ContainerStatus.Running,
                RuntimeId = seen.RuntimeId,
                NetworkBindings = seen.NetworkBindings,
                StartedAt = now,
                StoppedAt = null,
            })
            : null,
        ContainerNotStarted seen => Find(task, seen.Container) is { Status: ContainerStatus.Pulling or ContainerStatus.Starting } container
            ? NotStarted(task, container with { Status = ContainerStatus.Stopped, Reason = seen.Error, StoppedAt = now }, now)
            : null,
        ContainerExited seen => Find(task, seen.Container) is { Status: ContainerStatus.Running or ContainerStatus.Stopping } container
            ? task.With(container with
            {
                Status = ContainerStatus.Stopped,
                ExitCode = seen.ExitCode,
                Reason = seen.Reason,
                StoppedAt = now,
            })
            : null,
        ContainerHealthChanged seen => Find(task, seen.Container) is { Status: ContainerStatus.Running } container && container.Health != seen.Health
            ? task.With(container with { Health = seen.Health, HealthSince = now })
            : null,
        EngineRestarted => Restarted(task),
        _ => throw new UnreachableException($"Nothing is known of {observation}."),
    };

    private static EcsContainer? Find(EcsTask task, string name) => task.Containers.FirstOrDefault(container => container.Name == name);

    private static EcsTask Provisioned(EcsTask task, TaskProvisioned seen, DateTimeOffset now)
    {
        var connected = task with
        {
            ConnectivityAt = now,
            Network = task.Network! with
            {
                Status = "ATTACHED",
                NetworkInterfaceId = seen.NetworkInterfaceId,
                MacAddress = seen.MacAddress,
                PrivateIpv4Address = seen.PrivateIpv4Address,
            },
        };
        return task.IsWanted ? DecisionReducer.Advance(connected, EcsTaskStatus.Pending, now) : connected;
    }

    private static EcsTask Released(EcsTask task, DateTimeOffset now) => DecisionReducer.Advance(task with
    {
        Network = task.Network is { } network ? network with { Status = "DELETED" } : null,
    }, EcsTaskStatus.Stopped, now);

    private static EcsTask NotStarted(EcsTask task, EcsContainer container, DateTimeOffset now) =>
        task.Container(container.Name).Status == ContainerStatus.Pulling ? Pulled(task, container, now) : task.With(container);

    /// <summary>The last pull has ended, in success or not, when no container waits for one.</summary>
    private static EcsTask Pulled(EcsTask task, EcsContainer container, DateTimeOffset now)
    {
        var next = task.With(container);
        return next.Containers.All(each => each.Status is not (ContainerStatus.None or ContainerStatus.Pulling))
            ? next with { PullStoppedAt = now }
            : next;
    }

    /// <summary>What was under way has to be asked for again; what ran is told by the runtime.</summary>
    private static EcsTask? Restarted(EcsTask task)
    {
        if (task.LastStatus == EcsTaskStatus.Stopped) return null;
        var next = task;
        foreach (var container in task.Containers)
        {
            var status = container.Status switch
            {
                ContainerStatus.Pulling => ContainerStatus.None,
                ContainerStatus.Starting => ContainerStatus.Pulled,
                ContainerStatus.Stopping => ContainerStatus.Running,
                var other => other,
            };
            if (status != container.Status) next = next.With(container with { Status = status });
        }
        return next with
        {
            // One that has to stop is not provisioned again, and what was made for it is to be given back.
            IsProvisioned = task.LastStatus == EcsTaskStatus.Deprovisioning || (task.IsProvisioned && (task.LastStatus != EcsTaskStatus.Provisioning || !task.IsWanted)),
        };
    }
}
