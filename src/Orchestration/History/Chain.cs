using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.History;

/// <summary>What was decided about one thing and what happened to it, oldest first: what <c>workbook explain</c> shows.</summary>
/// <param name="Subject">Such as <c>Task 0123…</c>; see <see cref="EntityKey.ToString"/>.</param>
/// <param name="Entries">The newest hundred.</param>
public sealed record Chain(string Subject, ValueList<HistoryEntry> Entries)
{
    private const int Most = 100;

    /// <summary>How many older entries have been dropped.</summary>
    public int Dropped { get; init; }

    internal Chain With(HistoryEntry entry) => Entries.Count < Most
        ? this with { Entries = Entries.Append(entry).ToValueList() }
        : this with { Entries = Entries.Skip(1).Append(entry).ToValueList(), Dropped = Dropped + 1 };
}
