using System.Net;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Orchestration.Ec2;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>The container that holds the namespaces which a task's containers share.</summary>
internal static class PauseSpec
{
    /// <param name="cgroup">The control group that limits the task's containers together; null when each is limited by itself.</param>
    /// <param name="address">The task's, for network mode <c>awsvpc</c>.</param>
    public static CreateContainerParameters Of(RuntimeTask task, DockerHost host, IPAddress? address, string? cgroup)
    {
        var labels = DockerLabels.Of(host.Identity, task);
        labels[DockerLabels.Container] = DockerLabels.Pause;
        var pause = new CreateContainerParameters
        {
            Name = ContainerNames.PauseOf(task),
            Image = DockerHost.PauseImage,
            Labels = labels,
            StopSignal = "SIGKILL",
            HostConfig = new() { NetworkMode = "none", IpcMode = "shareable", LogConfig = new() { Type = "none" } },
        };
        if (cgroup is not null) pause.HostConfig.CgroupParent = cgroup;
        if (address is not null) Interface.Give(pause, host.Bridge.Name, task, address);
        return pause;
    }

    /// <summary>True when several containers share more than the machine. One alone has namespaces of its own anyway.</summary>
    public static bool IsNeeded(TaskDefinition definition) => definition.ContainerDefinitions?.Count > 1
        && (definition.NetworkMode == NetworkMode.Awsvpc || definition.PidMode == PidMode.Task || definition.IpcMode == IpcMode.Task);
}
