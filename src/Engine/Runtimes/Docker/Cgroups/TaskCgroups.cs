using System.Collections.Concurrent;

namespace Workbook.Engine.Runtimes.Docker.Cgroups;

/// <summary>
/// The control groups of one engine's tasks: <c>workbook-ENGINE/TASK</c>, as <c>ecs/TASK</c> is the ECS agent's. Docker puts a task's containers below
/// it, and the kernel holds them together to what the task may use. The engine's part also names the process of an engine that keeps
/// nothing: when that was killed, its groups are told by it from those that live.
/// </summary>
internal sealed class TaskCgroups(CgroupTree tree, EngineIdentity identity)
{
    private const string Prefix = "workbook-";
    private const char BeforeProcess = '@';

    private readonly string _own = Prefix + identity.Id + (identity.Process is { } process ? BeforeProcess + process.Replace('/', ',') : "");

    /// <summary>Tasks that have ended, and whose groups the kernel did not let go yet.</summary>
    private readonly ConcurrentDictionary<string, bool> _left = new();

    /// <summary>Makes the group of a task that needs one, also again; returns what Docker calls it, else null.</summary>
    public string? Make(RuntimeTask task)
    {
        if (TaskLimits.Of(task) is not { } limits) return null;
        try
        {
            return Make(task.Task.Id, limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then each container is limited by itself.
            return null;
        }
    }

    /// <summary>Makes a group and returns what Docker calls it.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not.</exception>
    public string Make(string name, TaskLimits limits)
    {
        tree.Make(GroupOf(name), limits);
        return "/" + GroupOf(name);
    }

    /// <summary>True when a container has a group of its own in the group.</summary>
    public bool Holds(string name, string container) => tree.Exists($"{GroupOf(name)}/{container}");

    /// <summary>Removes the group of a task whose containers are gone, and those that could not be removed before.</summary>
    public void Release(RuntimeTask task)
    {
        if (TaskLimits.Of(task) is not null) Release(task.Task.Id);
    }

    public void Release(string name)
    {
        _left[name] = true;
        foreach (var each in _left.Keys)
        {
            if (tree.Remove(GroupOf(each))) _left.TryRemove(each, out _);
        }
    }

    /// <summary>Removes the groups of all tasks but these.</summary>
    public void KeepOnly(IEnumerable<string> tasks)
    {
        foreach (var name in tree.Children(_own).Except(tasks)) tree.Remove(GroupOf(name));
    }

    /// <summary>Leaves nothing, unless tasks go on.</summary>
    public void RemoveUnused()
    {
        foreach (var name in _left.Keys) tree.Remove(GroupOf(name));
        tree.RemoveIfEmpty(_own);
    }

    /// <summary>Removes all groups of an engine whose containers are gone.</summary>
    public static void RemoveAll(CgroupTree tree, string engineId)
    {
        foreach (var group in tree.Children("").Where(group => group.Split(BeforeProcess)[0] == Prefix + engineId)) tree.Remove(group);
    }

    /// <summary>Removes the groups of engines that kept nothing, and whose process has ended.</summary>
    public static void RemoveAbandoned(CgroupTree tree)
    {
        foreach (var group in tree.Children("").Where(group => group.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (group.Split(BeforeProcess) is [_, var process] && EngineIdentity.HasEnded(process.Replace(',', '/'))) tree.Remove(group);
        }
    }

    private string GroupOf(string name) => $"{_own}/{name}";
}
