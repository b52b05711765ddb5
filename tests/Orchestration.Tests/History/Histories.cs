using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.History;

/// <summary>Histories as tests compare them.</summary>
internal static class Histories
{
    /// <summary>What the history of a thing says, oldest first, with short names for tasks and deployments.</summary>
    public static IReadOnlyList<string> Told(this World world, EntityKind kind, string key)
    {
        var names = new Names();
        return world.Histories.GetValueOrDefault(new EntityKey(kind, key).ToString()) is { } chain ? [.. chain.Entries.Select(entry => names.In(entry.What))] : [];
    }

    /// <summary>The reasons of the entries that begin like this, oldest first, with short names for tasks and deployments.</summary>
    public static IReadOnlyList<string?> Why(this World world, EntityKind kind, string key, string what)
    {
        var names = new Names();
        return [.. world.Histories[new EntityKey(kind, key).ToString()].Entries
            .Select(entry => (What: names.In(entry.What), Reason: entry.Reason is { } reason ? names.In(reason) : null))
            .Where(entry => entry.What.StartsWith(what, StringComparison.Ordinal))
            .Select(entry => entry.Reason)];
    }
}
