using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker;

namespace Workbook.Engine.Tests.Docker;

/// <summary>
/// Another Docker Engine on this machine, with the practice images, for a test that needs two or one that it may kill. It has
/// its own folder, its own socket and, as another machine would, its own network, and is gone after the test. In the machine's
/// own network it would take the bridge and the packet filter from the first Docker Engine. Its containers are not reached from here: see
/// <see cref="GetAsync"/>.
/// </summary>
internal sealed class SecondDaemon : IAsyncDisposable
{
    private readonly DaemonFolder _folder;
    private readonly string[] _options;
    private DaemonProcess? _process;

    private SecondDaemon(DaemonFolder folder, string[] options)
    {
        _folder = folder;
        _options = options;
        Address = new($"unix://{folder.Socket}");
        Client = new DockerClientBuilder().WithEndpoint(Address).Build();
    }

    public Uri Address { get; }

    public DockerEndpoint Endpoint => new(Address);

    public DockerClient Client { get; }

    /// <summary>Starts one, or skips the test where that is not possible.</summary>
    /// <param name="options">Further options of dockerd, such as <c>--live-restore</c>, with which containers outlive it.</param>
    public static Task<SecondDaemon> StartAsync(params string[] options) => StartAsync(_ => Task.CompletedTask, options);

    /// <summary>Starts one that has a disk of its own, in memory.</summary>
    public static Task<SecondDaemon> StartOnSmallDiskAsync(int mebibytes) => StartAsync(folder => folder.MountDiskAsync(mebibytes));

    private static async Task<SecondDaemon> StartAsync(Func<DaemonFolder, Task> prepare, params string[] options)
    {
        await PracticeDocker.NeedAsync();
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Ignore("Only root on Linux can start a second Docker Engine.");
        if (Programs.Missing("dockerd", "unshare", "nsenter", "ip", "mount", "umount") is { Count: > 0 } missing) Assert.Ignore($"A second Docker Engine needs {string.Join(", ", missing)}.");
        await DaemonFolder.RemoveAbandonedAsync();
        var daemon = new SecondDaemon(await DaemonFolder.CreateAsync(), options);
        try
        {
            await prepare(daemon._folder);
            await daemon.StartAgainAsync();
            await PracticeDocker.MakeImagesAsync(daemon.Client);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills dockerd with SIGKILL. The processes of its containers go on; without <c>--live-restore</c> the next start ends them.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Stops dockerd as <c>systemctl stop docker</c> does: containers are stopped first.</summary>
    public Task StopAsync() => _process!.StopAsync();

    /// <summary>Keeps dockerd from answering, with all connections open; <see cref="ThawAsync"/> lets it go on.</summary>
    public Task FreezeAsync() => _process!.SignalAsync("STOP");

    public Task ThawAsync() => _process!.SignalAsync("CONT");

    /// <summary>Starts dockerd after it was killed or stopped; returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        var before = _process;
        _process = await DaemonProcess.StartAsync(_folder, _options);
        before?.Dispose();
    }

    /// <summary>Leaves no room on its disk until what is returned is deleted.</summary>
    public FileInfo FillDisk()
    {
        using var filler = File.Create(_folder.In("data/filler"));
        var block = new byte[1 << 16];
        try
        {
            while (true) filler.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
        return new(filler.Name);
    }

    /// <summary>What a web server answers in the network that host ports of its containers are in.</summary>
    public Task<string> GetAsync(string address) =>
        Programs.OutputAsync("nsenter", string.Create(CultureInfo.InvariantCulture, $"--net=/proc/{_process!.Id}/ns/net"), PracticeDocker.BusyBox, "wget", "-q", "-O", "-", address);

    /// <summary>The containers of an engine, without pause containers.</summary>
    /// <param name="all">Also those that do not run.</param>
    public async Task<IReadOnlyList<ContainerListResponse>> ContainersOfAsync(string engineId, bool all = false)
    {
        var filters = PracticeDocker.With($"workbook.engine={engineId}");
        var containers = await Client.Containers.ListContainersAsync(new ContainersListParameters { All = all, Filters = filters });
        return [.. containers.Where(container => !TaskCleanup.IsPause(container))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // What a killed one left can only be removed by another on the same folder.
            if (_process.HasEnded) await StartAgainAsync();
            await ThawAsync();
            foreach (var container in await Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
                await Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true });
            await StopAsync();
            _process.Dispose();
        }
        Client.Dispose();
        await _folder.RemoveAsync();
    }
}
