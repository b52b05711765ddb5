using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Tests.Docker;

namespace Workbook.Benchmarks.Chaos;

/// <summary>A Docker Engine beside the machine's own, which nobody else uses: this one may be killed.</summary>
internal sealed class PrivateDaemon : IAsyncDisposable
{
    private readonly DaemonFolder _folder;
    private DaemonProcess? _process;

    private PrivateDaemon(DaemonFolder folder)
    {
        _folder = folder;
        Address = new($"unix://{folder.Socket}");
    }

    public Uri Address { get; }

    /// <summary>Why there can be none on this machine; null when there can.</summary>
    public static string? Lacking =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "Only root on Linux can start a Docker Engine of its own."
        : Programs.Missing("dockerd", "unshare", "ip", "umount") is { Count: > 0 } missing ? $"A Docker Engine of its own needs {string.Join(", ", missing)}."
        : null;

    public static async Task<PrivateDaemon> StartAsync()
    {
        await DaemonFolder.RemoveAbandonedAsync();
        var daemon = new PrivateDaemon(await DaemonFolder.CreateAsync());
        try
        {
            await daemon.StartAgainAsync();
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL. The processes of its containers go on, until the next start ends them.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        var before = _process;
        _process = await DaemonProcess.StartAsync(_folder, []);
        before?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // What a killed one left can only be removed by another on the same folder.
            if (_process.HasEnded) await StartAgainAsync();
            await RemoveAllAsync();
            await _process.StopAsync();
            _process.Dispose();
        }
        await _folder.RemoveAsync();
    }

    private async Task RemoveAllAsync()
    {
        using var docker = new DockerClientBuilder().WithEndpoint(Address).Build();
        foreach (var container in await docker.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
            await docker.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
        foreach (var network in (await docker.Networks.ListNetworksAsync(new NetworksListParameters())).Where(network => network.Driver == "bridge" && network.Name != "bridge"))
            await docker.Networks.DeleteNetworkAsync(network.ID);
    }
}
