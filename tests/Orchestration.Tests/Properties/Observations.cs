using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>What may happen where tasks run.</summary>
internal static class Observations
{
    private static readonly string[] Names = ["app", "side", "db", "migrate", "init", "ghost"];

    /// <summary>Something that the task is waiting for, or that may happen to it as it is.</summary>
    public static Observation That(EcsTask fit, Random random)
    {
        if (fit.LastStatus == EcsTaskStatus.Provisioning) return random.Next(10) == 0 ? Failed(fit.Id) : Provisioned(fit.Id);
        if (fit.LastStatus == EcsTaskStatus.Deprovisioning) return new TaskReleased(fit.Id);
        var container = fit.Containers[random.Next(fit.Containers.Count)];
        return container.Status switch
        {
            ContainerStatus.Pulling when random.Next(15) == 0 => new ContainerNotStarted(fit.Id, container.Name, "CannotPullContainerError: no"),
            ContainerStatus.Pulling => new ImagePulled(fit.Id, container.Name, "sha256:1"),
            ContainerStatus.Starting when random.Next(15) == 0 => new ContainerNotStarted(fit.Id, container.Name, "CannotStartContainerError: no"),
            ContainerStatus.Starting => Started(fit.Id, container),
            ContainerStatus.Running when random.Next(3) > 0 => new ContainerHealthChanged(fit.Id, container.Name, Health(random)),
            _ => new ContainerExited(fit.Id, container.Name, random.Next(2), null),
        };
    }

    /// <summary>Anything at all, whether it makes sense or not.</summary>
    public static Observation Any(string taskId, Random random)
    {
        var name = Names[random.Next(Names.Length)];
        return random.Next(9) switch
        {
            0 => Provisioned(taskId),
            1 => Failed(taskId),
            2 => new TaskReleased(taskId),
            3 => new ImagePulled(taskId, name, null),
            4 => new ContainerStarted(taskId, name, "odd", []),
            5 => new ContainerNotStarted(taskId, name, "CannotStartContainerError: no"),
            6 => new ContainerExited(taskId, name, random.Next(256), null),
            7 => new ContainerHealthChanged(taskId, name, Health(random)),
            _ => new EngineRestarted(taskId),
        };
    }

    /// <summary>What ends all waiting for a task: everything that was asked for succeeds. Null when it waits for nothing.</summary>
    public static Observation? Answer(EcsTask task)
    {
        if (task is { LastStatus: EcsTaskStatus.Provisioning }) return Provisioned(task.Id);
        if (task is { LastStatus: EcsTaskStatus.Deprovisioning }) return new TaskReleased(task.Id);
        foreach (var container in task.Containers)
        {
            switch (container.Status)
            {
                case ContainerStatus.Pulling: return new ImagePulled(task.Id, container.Name, null);
                case ContainerStatus.Starting: return Started(task.Id, container);
                case ContainerStatus.Stopping: return new ContainerExited(task.Id, container.Name, 0, null);
                default: break;
            }
        }
        return null;
    }

    private static TaskProvisioned Provisioned(string taskId) => new(taskId, "eni-1", "02:00:00:00:00:01", "172.31.0.4");

    private static TaskNotProvisioned Failed(string taskId) => new(taskId, "ResourceInitializationError: no");

    private static ContainerStarted Started(string taskId, EcsContainer container) => new(taskId, container.Name, $"run-{container.Restarts}", []);

    private static ContainerHealth Health(Random random) => random.Next(4) == 0 ? ContainerHealth.Unhealthy : ContainerHealth.Healthy;
}
