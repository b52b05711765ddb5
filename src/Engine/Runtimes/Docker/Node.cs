using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Images;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>A Docker Engine with those who work on it.</summary>
internal sealed record Node(DockerHost Host, ImagePuller Images, ContainerWatch Watch, TaskNetworks Networks, TaskCleanup Cleanup)
{
    /// <summary>Sends the stop signal, and SIGKILL when the timeout is over; returns when the container has ended.</summary>
    public Task StopAsync(DockerContainer container, TimeSpan timeout, CancellationToken cancellation) => EndAsync(
        container,
        docker => docker.Containers.StopContainerAsync(container.Id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)timeout.TotalSeconds }, cancellation),
        cancellation);

    public Task KillAsync(DockerContainer container, CancellationToken cancellation) => EndAsync(
        container,
        docker => docker.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGKILL" }, cancellation),
        cancellation);

    private async Task EndAsync(DockerContainer container, Func<DockerClient, Task> how, CancellationToken cancellation)
    {
        container.IsBeingEnded = true;
        try
        {
            await Host.AskAsync((docker, _) => how(docker), cancellation);
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.NotModified)
        {
            // It has ended already, which is what the look finds.
        }
        await Watch.LookAsync(container, cancellation);
    }
}
