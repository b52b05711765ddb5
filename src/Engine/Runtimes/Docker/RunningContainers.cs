using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>The containers that run, by task and name and by Docker's id.</summary>
internal sealed class RunningContainers
{
    private readonly ConcurrentDictionary<(AccountRegion, string TaskId, string Name), DockerContainer> _byName = new();
    private readonly ConcurrentDictionary<string, DockerContainer> _byId = new(StringComparer.Ordinal);

    public IEnumerable<DockerContainer> All => _byId.Values;

    public void Add(DockerContainer container)
    {
        _byName[KeyOf(container)] = container;
        _byId[container.Id] = container;
    }

    public bool TryFind(AccountRegion scope, string taskId, string name, [NotNullWhen(true)] out DockerContainer? container) => _byName.TryGetValue((scope, taskId, name), out container);

    public bool TryFind(string id, [NotNullWhen(true)] out DockerContainer? container) => _byId.TryGetValue(id, out container);

    public IEnumerable<DockerContainer> Of(RuntimeTask task) =>
        task.Task.Containers.Select(container => TryFind(task.Scope, task.Task.Id, container.Name, out var found) ? found : null).OfType<DockerContainer>();

    public void Remove(DockerContainer container)
    {
        _byId.TryRemove(container.Id, out _);
        // Its successor may have taken its place.
        _byName.TryRemove(new(KeyOf(container), container));
    }

    public void Clear()
    {
        _byName.Clear();
        _byId.Clear();
    }

    private static (AccountRegion, string, string) KeyOf(DockerContainer container) =>
        (container.Container.Task.Scope, container.Container.Task.Task.Id, container.Container.State.Name);
}
