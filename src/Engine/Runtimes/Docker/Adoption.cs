using System.Globalization;
using Docker.DotNet.Models;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// After a restart: what still runs for tasks that the World knows is taken over, what ended meanwhile is told, and what
/// belongs to no task is removed.
/// </summary>
/// <param name="unreached">Tasks on container instances that are not there now: what is found of them goes on.</param>
internal sealed class Adoption(RunningContainers running, Action<RuntimeContainer, Observation> tell, Action<DockerContainer> follow, IReadOnlyList<RuntimeTask> unreached)
{
    public async Task AdoptAsync(Node node, IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation)
    {
        // What a task in PROVISIONING has is made again, or not at all when it has to stop.
        var known = tasks.Where(task => task.Task.LastStatus != EcsTaskStatus.Provisioning).ToDictionary(task => (DockerLabels.ScopeOf(task.Scope), task.Task.Id));
        var left = unreached.Select(task => (DockerLabels.ScopeOf(task.Scope), task.Task.Id)).ToHashSet();
        var orphans = new List<ContainerListResponse>();
        var found = new Dictionary<(string Scope, string TaskId, string Name, int Run), ContainerListResponse>();
        foreach (var container in await node.Cleanup.FindAsync(null, cancellation))
        {
            var (scope, task, name, run) = KeyOf(container);
            if (known.ContainsKey((scope, task))) found[(scope, task, name, run)] = container;
            else if (!left.Contains((scope, task))) orphans.Add(container);
        }
        await node.Cleanup.RemoveAllAsync(orphans, cancellation);
        await node.Cleanup.RemoveVolumesAsync(labels => !known.ContainsKey(TaskOf(labels)) && !left.Contains(TaskOf(labels)), cancellation);
        foreach (var (key, task) in known)
        {
            foreach (var state in task.Task.Containers.Where(state => state.Status is ContainerStatus.Running or ContainerStatus.Stopped))
            {
                var container = new RuntimeContainer(task, state, Overrides.Of(task.Definition, task.Task.Overrides, state.Name));
                var docker = found.GetValueOrDefault((key.Item1, key.Id, state.Name, state.Restarts));
                if (state.Status == ContainerStatus.Stopped)
                    ReadRest(node, container, docker);
                else if (docker is not null)
                    await TakeOverAsync(node, container, docker.ID, cancellation);
                else
                    tell(container, new ContainerExited(task.Task.Id, state.Name, ExitCodes.Killed, DockerErrors.Gone));
            }
        }
        await node.Watch.LookAtPausesAsync(cancellation);
    }

    private async Task TakeOverAsync(Node node, RuntimeContainer container, string id, CancellationToken cancellation)
    {
        var adopted = new DockerContainer(container, node.Host, id);
        adopted.NoteStartTold();
        running.Add(adopted);
        follow(adopted);
        await node.Watch.LookAsync(adopted, cancellation);
    }

    /// <summary>Its end was told, but what it printed last may not have been kept before the engine ended.</summary>
    private void ReadRest(Node node, RuntimeContainer ended, ContainerListResponse? docker)
    {
        if (docker is not null) follow(new(ended, node.Host, docker.ID));
    }

    private static (string Scope, string TaskId) TaskOf(IDictionary<string, string> labels) => (
        labels.TryGetValue(DockerLabels.Scope, out var scope) ? scope : "",
        labels.TryGetValue(DockerLabels.Task, out var task) ? task : "");

    private static (string Scope, string TaskId, string Name, int Run) KeyOf(ContainerListResponse container) => (
        TaskOf(container.Labels).Scope,
        TaskOf(container.Labels).TaskId,
        container.Labels.TryGetValue(DockerLabels.Container, out var name) ? name : "",
        container.Labels.TryGetValue(DockerLabels.Run, out var run) && int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
}
