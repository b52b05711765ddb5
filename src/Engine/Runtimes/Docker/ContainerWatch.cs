using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using ContainerState = Docker.DotNet.Models.State;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// Hears from one Docker Engine what becomes of containers. Its events only say where to look: whenever the stream of
/// events breaks, every container is looked at, so a lost event costs time and nothing else.
/// </summary>
internal sealed class ContainerWatch(DockerHost host, RunningContainers running, Action<DockerContainer, Observation> tell, Action<string> pauseEnded, TimeProvider time)
{
    private readonly ForeignImages _foreign = new(host);

    /// <summary>Podman filters by words of its own, died and remove, and then tells Docker's.</summary>
    private static readonly string[] Events = ["die", "died", "oom", "health_status", "destroy", "remove"];

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(250);

    /// <summary>How much later than of a container's end Docker may hear that it was for its memory, on a machine that is busy.</summary>
    private static readonly TimeSpan OutOfMemoryDelay = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await host.AskAsync((docker, stop) => docker.System.PingAsync(stop), cancellation);
                if (host.Answered is { } answered) await answered();
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var listening = ListenAsync(ended.Token);
                try
                {
                    await ResynchroniseAsync(cancellation);
                    await listening;
                }
                finally
                {
                    await ended.CancelAsync();
                    await listening.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested && (DockerErrors.IsUnreachable(error) || error is DockerApiException or OperationCanceledException))
            {
                // Asked again below, as if the stream had ended.
            }
            await Task.Delay(BetweenAttempts, time, cancellation);
        }
    }

    /// <summary>Looks at every container that is thought to run, and at the pause containers that hold their networks.</summary>
    public async Task ResynchroniseAsync(CancellationToken cancellation)
    {
        foreach (var container in running.All.Where(each => each.Host == host)) await LookAsync(container, cancellation);
        await LookAtPausesAsync(cancellation);
    }

    /// <summary>Tells which tasks have lost their pause container while nobody listened.</summary>
    public async Task LookAtPausesAsync(CancellationToken cancellation)
    {
        // Noted before Docker is asked: a pause container runs before any other container of its task.
        var tasks = running.All.Where(each => each.Host == host).Select(each => each.Container.Task).Where(task => PauseSpec.IsNeeded(task.Definition)).Select(task => task.Task.Id).ToHashSet();
        if (tasks.Count == 0) return;
        var filters = DockerLabels.Filter($"{DockerLabels.Engine}={host.Identity.Id}", $"{DockerLabels.Container}={DockerLabels.Pause}");
        var pauses = await host.AskAsync((docker, stop) => docker.Containers.ListContainersAsync(new ContainersListParameters { Filters = filters }, stop), cancellation);
        tasks.ExceptWith(pauses.Select(pause => pause.Labels[DockerLabels.Task]));
        foreach (var task in tasks) pauseEnded(task);
    }

    /// <summary>Tells how a container has ended, if it has.</summary>
    public async Task LookAsync(DockerContainer container, CancellationToken cancellation)
    {
        ContainerInspectResponse found;
        var hadStarted = container.StartTold.IsCompleted;
        try
        {
            found = await host.AskAsync((docker, stop) => docker.Containers.InspectContainerAsync(container.Id, stop), cancellation);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            // Its end would not be heeded before its start.
            await container.StartTold.WaitAsync(cancellation);
            End(container, ExitCodes.Killed, DockerErrors.Gone);
            return;
        }
        var state = found.State!;
        if (state.Status == "created")
        {
            // Killed before it wrote down what it had done, Docker starts again with what it knew before.
            if (hadStarted) End(container, ExitCodes.Killed, DockerErrors.StartLost);
            return;
        }
        await container.StartTold.WaitAsync(cancellation);
        if (!state.Running)
            End(container, (int)state.ExitCode, await ReasonAsync(container, found, cancellation));
        else if (HealthOf(state.Health?.Status) is { } health)
            tell(container, new ContainerHealthChanged(container.Container.Task.Task.Id, container.Container.State.Name, health));
    }

    private async Task<string?> ReasonAsync(DockerContainer container, ContainerInspectResponse found, CancellationToken cancellation) =>
        container.Reason
        ?? ExitReasons.Of(found.State!, isOfAnother: IsToldOfOthers(found) && !MayBeForMemory(container, found.State!))
        ?? (await RanOutOfMemoryAsync(container, found.State!, cancellation) ? StopReasons.OutOfMemory : null)
        ?? await _foreign.ReasonAsync(found, cancellation);

    /// <summary>The kernel's two messages, of the end and of its cause, come to Docker in any order; the container's state tells only what came first.</summary>
    private async Task<bool> RanOutOfMemoryAsync(DockerContainer container, ContainerState state, CancellationToken cancellation)
    {
        if (!MayBeForMemory(container, state)) return false;
        await Task.WhenAny(container.RanOutOfMemory, Task.Delay(OutOfMemoryDelay, time, cancellation));
        return container.RanOutOfMemory.IsCompleted;
    }

    private static bool MayBeForMemory(DockerContainer container, ContainerState state) => state.ExitCode == ExitCodes.Killed && !container.IsBeingEnded;

    /// <summary>
    /// With control groups of version 1, when the memory of a task runs out, the kernel tells it to all of its containers, and Docker says of each
    /// that it was killed for it; with version 2 only to the one.
    /// </summary>
    private bool IsToldOfOthers(ContainerInspectResponse found) => host.Machine.CgroupVersion == "1" && found.HostConfig?.CgroupParent is { Length: > 0 };

    private void End(DockerContainer container, int exitCode, string? reason)
    {
        if (!container.TryEnd()) return;
        running.Remove(container);
        tell(container, new ContainerExited(container.Container.Task.Task.Id, container.Container.State.Name, exitCode, reason));
    }

    private Task ListenAsync(CancellationToken cancellation)
    {
        var filters = DockerLabels.Filter($"{DockerLabels.Engine}={host.Identity.Id}");
        filters["type"] = new Dictionary<string, bool> { ["container"] = true };
        filters["event"] = Events.ToDictionary(name => name, _ => true);
        // What happens between the question and the moment from which Docker tells is told from its memory.
        var since = time.GetUtcNow().AddSeconds(-2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return host.Client.System.MonitorEventsAsync(
            new ContainerEventsParameters { Since = since, Filters = filters },
            new Listener(message => Hear(message, cancellation)),
            cancellation);
    }

    private void Hear(Message message, CancellationToken cancellation)
    {
        if (message.Action == "die" && message.Actor.Attributes.TryGetValue(DockerLabels.Container, out var name) && name == DockerLabels.Pause)
        {
            pauseEnded(message.Actor.Attributes[DockerLabels.Task]);
            return;
        }
        if (!running.TryFind(message.Actor.ID, out var container)) return;
        if (message.Action == "oom")
        {
            container.NoteOutOfMemory();
            return;
        }
        if (message.Action.StartsWith("health_status", StringComparison.Ordinal))
        {
            if (HealthOf(message.Action.Split(": ")[^1]) is { } health)
                tell(container, new ContainerHealthChanged(container.Container.Task.Task.Id, container.Container.State.Name, health));
            return;
        }
        _ = LookQuietlyAsync(container, cancellation);
    }

    private async Task LookQuietlyAsync(DockerContainer container, CancellationToken cancellation)
    {
        try
        {
            await LookAsync(container, cancellation);
        }
        catch (Exception error) when (cancellation.IsCancellationRequested || error is DockerApiException)
        {
            // The next look at all containers makes up for it.
        }
    }

    private static ContainerHealth? HealthOf(string? status) => status switch
    {
        "healthy" => ContainerHealth.Healthy,
        "unhealthy" => ContainerHealth.Unhealthy,
        _ => null,
    };

    /// <summary>Hears each event on the thread that reads it, in order.</summary>
    private sealed class Listener(Action<Message> hear) : IProgress<Message>
    {
        public void Report(Message value) => hear(value);
    }
}
