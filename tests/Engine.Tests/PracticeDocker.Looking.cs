using System.Text;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Cgroups;
using Workbook.Engine.Tests.Time;

namespace Workbook.Engine.Tests;

internal sealed partial class PracticeDocker
{
    /// <summary>A filter of Docker's list calls.</summary>
    public static Dictionary<string, IDictionary<string, bool>> With(string label) => new() { ["label"] = new Dictionary<string, bool> { [label] = true } };

    /// <summary>What a container prints until a line says no more than this; it may go on afterwards.</summary>
    public static Task<string> PrintedAsync(string container, string until) => ReadAsync(container, until).WaitAsync(Patience.Longest);

    /// <summary>The containers of an engine, pause containers and all.</summary>
    public static async Task<IList<ContainerListResponse>> ContainersOfAsync(string engineId) =>
        await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = With($"workbook.engine={engineId}") });

    /// <summary>All that an engine has on the Docker Engine: containers, networks and volumes, by name.</summary>
    public static async Task<IReadOnlyList<string>> BelongingsOfAsync(string engineId) =>
    [
        .. (await ContainersOfAsync(engineId)).SelectMany(container => container.Names),
        .. (await Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = With($"workbook.engine={engineId}") })).Select(network => network.Name),
        .. ((await Client.Volumes.ListAsync(new VolumesListParameters { Filters = With($"workbook.engine={engineId}") })).Volumes ?? []).Select(volume => volume.Name),
    ];

    /// <summary>Removes all that an engine of a data folder left for the next.</summary>
    public static async Task RemoveBelongingsAsync(string engineId)
    {
        var filters = With($"workbook.engine={engineId}");
        foreach (var container in await ContainersOfAsync(engineId)) await Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
        foreach (var network in await Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filters })) await Client.Networks.DeleteNetworkAsync(network.ID);
        foreach (var volume in (await Client.Volumes.ListAsync(new VolumesListParameters { Filters = filters })).Volumes ?? []) await Client.Volumes.RemoveAsync(volume.Name, force: true);
        TaskCgroups.RemoveAll(CgroupTree.OfThisMachine(), engineId);
    }

    private static async Task<string> ReadAsync(string container, string until)
    {
        using var logs = await Client.Containers.GetContainerLogsAsync(container, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true });
        var text = "";
        var buffer = new byte[4096];
        while (!$"\n{text}".Contains($"\n{until}\n", StringComparison.Ordinal))
        {
            var read = await logs.ReadOutputAsync(buffer, 0, buffer.Length, default);
            if (read.EOF) break;
            text += Encoding.UTF8.GetString(buffer, 0, read.Count);
        }
        return text;
    }
}
