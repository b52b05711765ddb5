using System.Collections.Immutable;
using Workbook.Orchestration.History;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By <see cref="Chain.Subject"/>.</summary>
    public ImmutableSortedDictionary<string, Chain> Histories { get; private init; } = Table<Chain>();

    public World Put(Chain chain) =>
        (this with { Histories = Histories.SetItem(chain.Subject, chain) }).Changed(EntityKind.History, chain.Subject);

    /// <summary>Adds a link to the chain of <paramref name="key"/>.</summary>
    internal World Note(EntityKey key, HistoryEntry entry)
    {
        var subject = key.ToString();
        return Put(Histories.GetValueOrDefault(subject, new(subject, [])).With(entry));
    }

    private World WithoutHistory(EntityKey key) => Histories.ContainsKey(key.ToString())
        ? (this with { Histories = Histories.Remove(key.ToString()) }).Changed(EntityKind.History, key.ToString())
        : this;
}
