using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Cgroups;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>Engines that keep nothing, and whose process was killed before it could tidy up: what they left is nobody's any more.</summary>
internal static class AbandonedEngines
{
    public static async Task RemoveAsync(DockerHost host, CancellationToken cancellation)
    {
        var filters = DockerLabels.Filter(DockerLabels.Process);
        var containers = await host.AskAsync((docker, stop) => docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, stop), cancellation);
        var networks = await host.AskAsync((docker, stop) => docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filters }, stop), cancellation);
        var abandoned = containers.Select(container => container.Labels).Concat(networks.Select(network => network.Labels))
            .Where(labels => EngineIdentity.HasEnded(labels[DockerLabels.Process]))
            .Select(labels => labels[DockerLabels.Engine])
            .Distinct();
        foreach (var engine in abandoned) await new TaskCleanup(host, engine).RemoveEverythingAsync(cancellation);
        TaskCgroups.RemoveAbandoned(CgroupTree.OfThisMachine());
    }
}
