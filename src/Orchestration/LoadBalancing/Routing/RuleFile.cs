namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Positions of rules by a text.</summary>
internal sealed class RuleFile(StringComparer comparer)
{
    private readonly Dictionary<string, List<int>> _drafts = new(comparer);
    private readonly Dictionary<string, int[]> _positions = new(comparer);
    private Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>How long the texts are, each length once, the shortest first.</summary>
    public int[] Lengths { get; private set; } = [];

    /// <summary>Positions under the same text have to come in order.</summary>
    public void Add(string key, int position)
    {
        if (!_drafts.TryGetValue(key, out var list)) _drafts[key] = list = [];
        list.Add(position);
    }

    /// <summary>From here on it is only read.</summary>
    public void Seal()
    {
        foreach (var (key, list) in _drafts) _positions[key] = [.. list];
        Lengths = [.. _positions.Keys.Select(key => key.Length).Distinct().Order()];
        _drafts.Clear();
        _lookup = _positions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int[] Find(ReadOnlySpan<char> key) => _positions.Count != 0 && _lookup.TryGetValue(key, out var found) ? found : [];
}
