using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Cgroups;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Spec;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Removes what the tasks of one workbook leave on one Docker Engine, found by its labels.</summary>
/// <param name="engineId">Whose tasks they are.</param>
internal sealed class TaskCleanup(DockerHost host, string engineId)
{
    private readonly string _own = $"{DockerLabels.Engine}={engineId}";

    public TaskCleanup(DockerHost host) : this(host, host.Identity.Id)
    {
    }

    /// <summary>Removes everything of one task: its containers, its control group and its volumes.</summary>
    public async Task RemoveAsync(RuntimeTask task, CancellationToken cancellation)
    {
        await RemoveAllAsync(await FindAsync($"{DockerLabels.Task}={task.Task.Id}", cancellation), cancellation);
        host.Cgroups.Groups?.Release(task);
        foreach (var volume in Volumes.EndingWith(task)) await RemoveVolumeAsync(volume, cancellation);
        FirelensFiles.Remove(host.Identity, task);
    }

    /// <summary>The workbook's containers, or those of them that carry a label besides.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> FindAsync(string? label, CancellationToken cancellation)
    {
        var filters = label is null ? DockerLabels.Filter(_own) : DockerLabels.Filter(_own, label);
        return [.. await host.AskAsync((docker, stop) => docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, stop), cancellation)];
    }

    /// <summary>Removes containers, and pause containers after those that share their namespaces.</summary>
    public async Task RemoveAllAsync(IEnumerable<ContainerListResponse> containers, CancellationToken cancellation)
    {
        foreach (var group in containers.ToLookup(IsPause).OrderBy(group => group.Key))
            await Parallel.ForEachAsync(group, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation }, async (container, stop) => await host.RemoveAsync(container.ID, stop));
    }

    /// <summary>Removes those of the workbook's volumes whose labels say so.</summary>
    public async Task RemoveVolumesAsync(Func<IDictionary<string, string>, bool> isToGo, CancellationToken cancellation)
    {
        var volumes = (await host.AskAsync((docker, stop) => docker.Volumes.ListAsync(new VolumesListParameters { Filters = DockerLabels.Filter(_own) }, stop), cancellation)).Volumes ?? [];
        foreach (var volume in volumes.Where(volume => isToGo(volume.Labels))) await RemoveVolumeAsync(volume.Name, cancellation);
    }

    /// <summary>Removes everything that carries the workbook's label: containers, networks and volumes; and the control groups of its tasks.</summary>
    public async Task RemoveEverythingAsync(CancellationToken cancellation)
    {
        await RemoveAllAsync(await FindAsync(null, cancellation), cancellation);
        TaskCgroups.RemoveAll(CgroupTree.OfThisMachine(), engineId);
        foreach (var network in await host.AskAsync((docker, stop) => docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = DockerLabels.Filter(_own) }, stop), cancellation))
            await RemoveNetworkAsync(network.ID, cancellation);
        await RemoveVolumesAsync(_ => true, cancellation);
    }

    /// <summary>Removes the network of the workbook's tasks, unless containers are on it.</summary>
    public Task RemoveUnusedNetworkAsync(CancellationToken cancellation) => RemoveNetworkAsync(host.Bridge.Name, cancellation);

    public static bool IsPause(ContainerListResponse container) => container.Labels.TryGetValue(DockerLabels.Container, out var name) && name == DockerLabels.Pause;

    private Task RemoveNetworkAsync(string network, CancellationToken cancellation) =>
        IgnoreMissingAsync(() => host.AskAsync((docker, stop) => docker.Networks.DeleteNetworkAsync(network, stop), cancellation));

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
