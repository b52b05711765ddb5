using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>The container that holds the namespaces which a task's containers share.</summary>
internal static class PauseSpec
{
    public static CreateContainerParameters Of(RuntimeTask task, DockerHost host)
    {
        var awsvpc = task.Definition.NetworkMode == NetworkMode.Awsvpc;
        var labels = DockerLabels.Of(host.Identity, task);
        labels[DockerLabels.Container] = DockerLabels.Pause;
        var config = new HostConfig { NetworkMode = awsvpc ? host.NetworkName : "none", IpcMode = "shareable", LogConfig = new() { Type = "none" } };
        return new() { Name = ContainerNames.PauseOf(task), Image = DockerHost.PauseImage, Labels = labels, StopSignal = "SIGKILL", HostConfig = config };
    }

    /// <summary>True when the task's containers share more than the machine.</summary>
    public static bool IsNeeded(TaskDefinition definition) =>
        definition.NetworkMode == NetworkMode.Awsvpc || definition.PidMode == PidMode.Task || definition.IpcMode == IpcMode.Task;
}
