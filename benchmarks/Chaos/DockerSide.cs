using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Benchmarks.Chaos;

/// <summary>What Docker itself says of an engine's containers, volumes and networks, and the hand that ends containers behind its back.</summary>
internal sealed class DockerSide(DockerClient docker) : IDisposable
{
    /// <summary>The label of a task's pause container.</summary>
    public const string Pause = "~internal~ecs~pause";

    public const string Image = $"{Repository}:{Tag}";

    private const string Repository = "workbook-chaos/busybox";
    private const string Tag = "1";
    private const string BusyBox = "/bin/busybox";
    private const string HowTo = "To run this: apt-get install docker.io iptables busybox-static, and start dockerd.";

    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>What is missing for tasks to run, and how to get it; null when nothing is.</summary>
    /// <param name="hasOwnDaemon">True when no Docker Engine has to be there already.</param>
    public static async Task<string?> LackingAsync(bool hasOwnDaemon)
    {
        if (!File.Exists(BusyBox)) return $"BusyBox, linked statically, is missing. {HowTo}";
        if (hasOwnDaemon) return null;
        using var docker = new DockerClientBuilder().Build();
        try
        {
            await docker.System.PingAsync();
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutException)
        {
            return $"No Docker Engine answers. {HowTo}";
        }
    }

    /// <summary>Makes the image of the tasks: nothing can be pulled here.</summary>
    public async Task MakeImageAsync()
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox") { DataStream = new MemoryStream(await File.ReadAllBytesAsync(BusyBox)), Mode = Executable });
            foreach (var program in (string[])["sh", "sleep"]) await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{program}") { LinkName = "busybox" });
        }
        archive.Position = 0;
        var parameters = new ImagesCreateParameters { FromSrc = "-", Repo = Repository, Tag = Tag, Changes = ["ENV PATH=/bin"] };
        await docker.Images.CreateImageAsync(parameters, archive, new AuthConfig(), new Progress<JSONMessage>());
    }

    public Task<IList<ContainerListResponse>> ContainersAsync(string engineId) =>
        docker.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = OfEngine(engineId) });

    public async Task<IReadOnlyList<string>> NetworksAsync(string engineId) =>
        [.. (await docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = OfEngine(engineId) })).Select(network => network.Name)];

    /// <summary>The tasks that have a volume, once for each volume.</summary>
    public async Task<IReadOnlyList<string>> VolumesAsync(string engineId) =>
        [.. ((await docker.Volumes.ListAsync(new VolumesListParameters { Filters = OfEngine(engineId) })).Volumes ?? []).Select(volume => volume.Labels["workbook.task"])];

    /// <summary>Ends a random container of the engine, pause containers too: half the time by SIGKILL, half the time by removing it.</summary>
    /// <returns>The task it belonged to; null when there was none, or it ended by itself meanwhile.</returns>
    public async Task<string?> EndAnyAsync(string engineId, Random random)
    {
        var running = (await ContainersAsync(engineId)).Where(container => container.State == "running").OrderBy(container => container.ID, StringComparer.Ordinal).ToList();
        if (running.Count == 0) return null;
        var container = running[random.Next(running.Count)];
        try
        {
            if (random.Next(2) == 0) await docker.Containers.KillContainerAsync(container.ID, new ContainerKillParameters { Signal = "SIGKILL" });
            else await docker.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true });
            return container.Labels["workbook.task"];
        }
        catch (DockerApiException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    /// <summary>The tasks that have a control group without containers in it.</summary>
    public static IReadOnlyList<string> EmptyGroups(string engineId)
    {
        var folder = new DirectoryInfo(Path.Combine(Directory.Exists("/sys/fs/cgroup/memory") ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup", $"workbook-{engineId}"));
        return folder.Exists ? [.. folder.GetDirectories().Where(task => task.GetDirectories().Length == 0).Select(task => task.Name)] : [];
    }

    public void Dispose() => docker.Dispose();

    private static Dictionary<string, IDictionary<string, bool>> OfEngine(string id) => new() { ["label"] = new Dictionary<string, bool> { [$"workbook.engine={id}"] = true } };
}
