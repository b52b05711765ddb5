using System.Collections.Concurrent;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Server.Metadata;

/// <summary>Which container, or which task's credentials, an id stands for.</summary>
internal sealed class EndpointTable(EndpointIds ids, StateStore store)
{
    private const int SweptFrom = 256;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _sweepAt = SweptFrom;

    /// <summary>All tasks that the engine took over from its last life: their containers still ask by their old ids.</summary>
    public void AddAll()
    {
        foreach (var scope in store.Scopes)
        {
            foreach (var task in store.Read(scope).Tasks.Values) Add(scope, task);
        }
    }

    public void Add(AccountRegion scope, EcsTask task)
    {
        foreach (var container in task.Containers) _entries.TryAdd(ids.OfContainer(scope, task, container), new(scope, task.Id, container.Name));
        _entries.TryAdd(ids.OfCredentials(scope, task), new(scope, task.Id, null));
        Sweep();
    }

    /// <summary>The container that asks by this id, or null.</summary>
    public AgentContainer? Container(string id) =>
        _entries.TryGetValue(id, out var entry) && entry.Container is { } name && Task(entry) is { } task
            ? new(task, task.Task.Container(name), entry.Usage)
            : null;

    /// <summary>The task whose credentials have this id, or null.</summary>
    public AgentTask? Credentials(string id) => _entries.TryGetValue(id, out var entry) && entry.Container is null ? Task(entry) : null;

    /// <summary>The same container with another name in the same task.</summary>
    public AgentContainer Sibling(AgentTask task, EcsContainer container) =>
        new(task, container, _entries.TryGetValue(ids.OfContainer(task.World.Scope, task.Task, container), out var entry) ? entry.Usage : new());

    private AgentTask? Task(Entry entry)
    {
        var world = store.Read(entry.Scope);
        return world.Tasks.TryGetValue(entry.TaskId, out var task) ? Of(world, task) : null;
    }

    private static AgentTask Of(World world, EcsTask task) => new(world, task, world.TaskDefinitions[task.DefinitionKey].Definition);

    // ECS forgets a task an hour after it stopped. Swept whenever there are twice as many as were left the last time, so
    // that what a task costs does not grow with their number.
    private void Sweep()
    {
        if (_entries.Count < _sweepAt) return;
        foreach (var (id, entry) in _entries)
        {
            if (!store.Read(entry.Scope).Tasks.ContainsKey(entry.TaskId)) _entries.TryRemove(id, out _);
        }
        _sweepAt = Math.Max(SweptFrom, _entries.Count * 2);
    }

    /// <param name="Container">Its name; null for the credentials of the task.</param>
    private sealed record Entry(AccountRegion Scope, string TaskId, string? Container)
    {
        public UsageHistory Usage { get; } = new();
    }
}
