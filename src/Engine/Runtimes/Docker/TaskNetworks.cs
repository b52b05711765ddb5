using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Gives tasks of network mode <c>awsvpc</c> an interface of their own: the pause container's, which the task's containers share.</summary>
internal sealed class TaskNetworks(DockerHost host) : IDisposable
{
    /// <summary>A container whose creation is under way is not there for who asks for it a second time.</summary>
    private readonly SemaphoreSlim _making = new(1);

    /// <summary>Makes the pause container and tells its address.</summary>
    public async Task<TaskObservation> MakeAsync(RuntimeTask task, CancellationToken cancellation)
    {
        try
        {
            var network = await RunPauseAsync(task, cancellation);
            return new TaskProvisioned(task.Task.Id, "eni-" + DerivedId.Hex(task.Task.Id, "network-interface")[..17], network.MacAddress, network.IPAddress);
        }
        catch (Exception error) when (error is ContainerFailedException or DockerApiException)
        {
            return new TaskNotProvisioned(task.Task.Id, DockerErrors.ResourceInitialization($"unable to set up the task's network: {error.Message}"));
        }
    }

    /// <summary>Makes the pause container of a task whose containers share namespaces but no network; the first that starts does it.</summary>
    public async Task MakePauseAsync(RuntimeTask task, CancellationToken cancellation)
    {
        await _making.WaitAsync(cancellation);
        try
        {
            await RunPauseAsync(task, cancellation);
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private async Task<EndpointSettings> RunPauseAsync(RuntimeTask task, CancellationToken cancellation)
    {
        var pause = PauseSpec.Of(task, host);
        try
        {
            await host.RunAsync(pause, _ => { }, cancellation);
        }
        catch (ContainerFailedException error) when (error.InnerException is DockerApiException { StatusCode: System.Net.HttpStatusCode.NotFound })
        {
            // Somebody removed the network or the image since the start.
            await host.RemoveAsync(pause.Name!, cancellation);
            await host.PrepareNetworkAsync(cancellation);
            await host.RunAsync(pause, _ => { }, cancellation);
        }
        var settings = await host.InspectAsync(pause.Name!, cancellation);
        return settings.NetworkSettings!.Networks.Values.First();
    }
}
