using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Workbook.Shapes;

/// <summary>
/// An immutable map with string keys, enumerated in ordinal order of its keys (so that every run is the same) and equal
/// to another with the same entries.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a map, as the API models call it.")]
public sealed class ValueMap<T> : IReadOnlyDictionary<string, T>, IEquatable<ValueMap<T>>
{
    private readonly SortedList<string, T> _entries;

    /// <summary>Copies the entries; of two with the same key the last one stays.</summary>
    public ValueMap(IEnumerable<KeyValuePair<string, T>> entries)
    {
        _entries = new(StringComparer.Ordinal);
        foreach (var (key, value) in entries) _entries[key] = value;
    }

    public static ValueMap<T> Empty { get; } = new([]);

    public T this[string key] => _entries[key];

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<T> Values => _entries.Values;

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ValueMap<T>? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _entries.Count == other._entries.Count && _entries.SequenceEqual(other._entries));

    public override bool Equals(object? obj) => Equals(obj as ValueMap<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }
}
