using System.Diagnostics.CodeAnalysis;
using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Orchestration.Planning;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Starts containers and tells what comes of it, in this order whatever happens: that it runs, then that it has ended.</summary>
internal sealed class ContainerStarter(
    EngineIdentity identity, DockerOptions options, ContainerEnvironment environment, RunningContainers running, Func<RuntimeContainer, string?> openLog,
    Action<RuntimeContainer, Observation> tell, Action<DockerContainer> follow)
{
    private readonly Ports _ports = new(options.PublishOn);

    [SuppressMessage("Design", "CA1031", Justification = "Whatever kept it from starting is told: a task must not wait for ever.")]
    public async Task StartAsync(Node node, RuntimeContainer container, string image, CancellationToken cancellation)
    {
        DockerContainer? started = null;
        try
        {
            if (openLog(container) is { } closed) throw new ContainerFailedException(closed);
            var firelens = await PrepareAsync(node, container.Task, cancellation);
            var surroundings = new Surroundings(identity, image, _ports, await environment.OfAsync(container, cancellation), node.Host.Bridge.Name, PauseOf(container.Task), node.Host.Cgroups.Groups?.Make(container.Task))
            {
                LogSecrets = await environment.LogSecretsOfAsync(container, cancellation),
                FirelensFolder = firelens,
                FirelensConfig = Firelens.IsRouter(container.Definition) ? FirelensFiles.Write(identity, container) : null,
            };
            var wasThere = await node.Host.RunAsync(ContainerSpec.Of(container, surroundings), id => running.Add(started = new(container, node.Host, id)), cancellation);
            var bindings = await BindingsAsync(node, container, started!.Id, cancellation);
            tell(container, new ContainerStarted(container.Task.Task.Id, container.State.Name, started.Id, bindings));
            started.NoteStartTold();
            follow(started);
            // One that was there may have ended before anybody listened.
            if (wasThere) await node.Watch.LookAsync(started, cancellation);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            if (started is not null) await GiveUpAsync(node, started, cancellation);
            tell(container, new ContainerNotStarted(container.Task.Task.Id, container.State.Name, error is ContainerFailedException ? error.Message : DockerErrors.CannotStart(error)));
        }
    }

    private async Task GiveUpAsync(Node node, DockerContainer started, CancellationToken cancellation)
    {
        started.TryEnd();
        running.Remove(started);
        started.NoteStartTold();
        await node.Host.RemoveAsync(started.Id, cancellation);
    }

    private static string? PauseOf(RuntimeTask task) => PauseSpec.IsNeeded(task.Definition) ? ContainerNames.PauseOf(task) : null;

    /// <returns>The folder, on Docker's machine, of the volume for the log router's socket; null when the task has none.</returns>
    private async Task<string?> PrepareAsync(Node node, RuntimeTask task, CancellationToken cancellation)
    {
        string? firelens = null;
        await node.Networks.MakePauseAsync(task, cancellation);
        foreach (var volume in Volumes.ToBeMade(task, identity))
        {
            try
            {
                var made = await node.Host.AskAsync((docker, stop) => docker.Volumes.CreateAsync(volume, stop), cancellation);
                if (Firelens.HasRouter(task.Definition) && volume.Name == Firelens.VolumeOf(task)) firelens = made.Mountpoint;
            }
            catch (DockerApiException error)
            {
                throw new ContainerFailedException(DockerErrors.CannotCreateVolume(error), error);
            }
        }
        return firelens;
    }

    private static async Task<ValueList<NetworkBinding>> BindingsAsync(Node node, RuntimeContainer container, string id, CancellationToken cancellation)
    {
        if (!Ports.AreToBeAsked(container)) return Ports.BindingsOf(container, null);
        var settings = await node.Host.InspectAsync(id, cancellation);
        return Ports.BindingsOf(container, settings.NetworkSettings?.Ports);
    }
}
