using System.Net;
using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Gives tasks of network mode <c>awsvpc</c> an interface of their own: their only container's, or the pause container's, which the others share.</summary>
internal sealed class TaskNetworks(DockerHost host) : IDisposable
{
    private readonly TaskAddresses _addresses = new();

    /// <summary>A container whose creation is under way is not there for who asks for it a second time.</summary>
    private readonly SemaphoreSlim _making = new(1);

    /// <summary>Chooses the address, makes the pause container where one is needed, and tells the interface.</summary>
    public async Task<TaskObservation> MakeAsync(RuntimeTask task, CancellationToken cancellation)
    {
        try
        {
            var address = _addresses.Take(host.Bridge.Subnet!.Value, task.Task.Id) ?? throw new ContainerFailedException($"no address is left in {host.Bridge.Subnet}");
            if (PauseSpec.IsNeeded(task.Definition)) await RunPauseAsync(task, address, cancellation);
            return new TaskProvisioned(task.Task.Id, "eni-" + DerivedId.Hex(task.Task.Id, "network-interface")[..17], Addresses.MacOf(address), address.ToString());
        }
        catch (Exception error) when (error is ContainerFailedException or DockerApiException)
        {
            return new TaskNotProvisioned(task.Task.Id, DockerErrors.ResourceInitialization($"unable to set up the task's network: {error.Message}"));
        }
    }

    /// <summary>Makes the pause container of a task whose containers share namespaces but no network; the first that starts does it.</summary>
    public async Task MakePauseAsync(RuntimeTask task, CancellationToken cancellation)
    {
        if (!PauseSpec.IsNeeded(task.Definition) || task.Definition.NetworkMode == NetworkMode.Awsvpc) return;
        await _making.WaitAsync(cancellation);
        try
        {
            await RunPauseAsync(task, null, cancellation);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>A task of an earlier engine goes on with the address that it has.</summary>
    public void Keep(RuntimeTask task)
    {
        if (task.Task.Network?.PrivateIpv4Address is { } address) _addresses.Keep(task.Task.Id, IPAddress.Parse(address));
    }

    /// <summary>The task's address is free again, once its containers are gone.</summary>
    public void Release(RuntimeTask task) => _addresses.Release(task.Task.Id);

    public void ReleaseAll() => _addresses.ReleaseAll();

    /// <summary>True when no task has an address: nobody would miss the network.</summary>
    public bool AreUnused => _addresses.AreAllFree;

    public void Dispose() => _making.Dispose();

    private Task<bool> RunPauseAsync(RuntimeTask task, IPAddress? address, CancellationToken cancellation) =>
        host.RunAsync(PauseSpec.Of(task, host, address, host.Cgroups.Groups?.Make(task)), _ => { }, cancellation);
}
