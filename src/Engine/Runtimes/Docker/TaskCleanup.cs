using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Spec;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Removes what tasks leave on one Docker Engine, found by its labels.</summary>
internal sealed class TaskCleanup(DockerHost host)
{
    /// <summary>Removes everything of one task: containers, the pause container last, and its volumes.</summary>
    public async Task RemoveAsync(RuntimeTask task, CancellationToken cancellation)
    {
        var containers = await FindAsync($"{DockerLabels.Task}={task.Task.Id}", cancellation);
        await RemoveAllAsync(containers.Where(container => !IsPause(container)), cancellation);
        await RemoveAllAsync(containers.Where(IsPause), cancellation);
        foreach (var volume in Volumes.EndingWith(task)) await RemoveVolumeAsync(volume, cancellation);
    }

    /// <summary>The containers of this engine that carry a label besides.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> FindAsync(string? label, CancellationToken cancellation)
    {
        var own = $"{DockerLabels.Engine}={host.Identity.Id}";
        var filters = label is null ? DockerLabels.Filter(own) : DockerLabels.Filter(own, label);
        return [.. await host.AskAsync((docker, stop) => docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, stop), cancellation)];
    }

    public async Task RemoveAllAsync(IEnumerable<ContainerListResponse> containers, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(containers, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (container, stop) => await host.RemoveAsync(container.ID, stop));

    /// <summary>Removes those volumes of this engine whose labels say so.</summary>
    public async Task RemoveVolumesAsync(Func<IDictionary<string, string>, bool> isToGo, CancellationToken cancellation)
    {
        var filters = DockerLabels.Filter($"{DockerLabels.Engine}={host.Identity.Id}");
        var volumes = (await host.AskAsync((docker, stop) => docker.Volumes.ListAsync(new VolumesListParameters { Filters = filters }, stop), cancellation)).Volumes ?? [];
        foreach (var volume in volumes.Where(volume => isToGo(volume.Labels))) await RemoveVolumeAsync(volume.Name, cancellation);
    }

    /// <summary>Removes everything that carries the label of an engine: containers, networks and volumes.</summary>
    public static async Task RemoveEngineAsync(DockerHost host, string engineId, CancellationToken cancellation)
    {
        var filters = DockerLabels.Filter($"{DockerLabels.Engine}={engineId}");
        var containers = await host.AskAsync((docker, stop) => docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, stop), cancellation);
        await new TaskCleanup(host).RemoveAllAsync(containers, cancellation);
        foreach (var network in await host.AskAsync((docker, stop) => docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filters }, stop), cancellation))
            await IgnoreMissingAsync(() => host.AskAsync((docker, stop) => docker.Networks.DeleteNetworkAsync(network.ID, stop), cancellation));
        foreach (var volume in (await host.AskAsync((docker, stop) => docker.Volumes.ListAsync(new VolumesListParameters { Filters = filters }, stop), cancellation)).Volumes ?? [])
            await IgnoreMissingAsync(() => host.AskAsync((docker, stop) => docker.Volumes.RemoveAsync(volume.Name, true, stop), cancellation));
    }

    /// <summary>Removes the engine's network, unless containers are on it.</summary>
    public Task RemoveUnusedNetworkAsync(CancellationToken cancellation) =>
        IgnoreMissingAsync(() => host.AskAsync((docker, stop) => docker.Networks.DeleteNetworkAsync(host.NetworkName, stop), cancellation));

    public static bool IsPause(ContainerListResponse container) => container.Labels.TryGetValue(DockerLabels.Container, out var name) && name == DockerLabels.Pause;

    private Task RemoveVolumeAsync(string volume, CancellationToken cancellation) =>
        IgnoreMissingAsync(() => host.AskAsync((docker, stop) => docker.Volumes.RemoveAsync(volume, true, stop), cancellation));

    private static async Task IgnoreMissingAsync(Func<Task> removal)
    {
        try
        {
            await removal();
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
        {
            // Conflict, Forbidden: somebody else's container still uses it, or Docker counts one that is gone until it is restarted.
        }
    }
}
