using System.Collections.Immutable;

namespace Workbook.Orchestration.Worlds;

/// <summary>A secondary index: for each bucket the sorted keys in it. Empty buckets do not exist.</summary>
public sealed class Buckets
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> _buckets;

    private Buckets(ImmutableSortedDictionary<string, ImmutableSortedSet<string>> buckets) => _buckets = buckets;

    public static Buckets Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal));

    private static readonly ImmutableSortedSet<string> None = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The keys in the bucket in ordinal order; empty when there is no such bucket.</summary>
    public ImmutableSortedSet<string> this[string bucket] => _buckets.GetValueOrDefault(bucket, None);

    /// <summary>Moves <paramref name="key"/> from one set of buckets to another; either may be empty.</summary>
    public Buckets Move(string key, IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        if (from.SequenceEqual(to)) return this;
        var buckets = _buckets;
        foreach (var bucket in from.Except(to))
        {
            var rest = buckets[bucket].Remove(key);
            buckets = rest.IsEmpty ? buckets.Remove(bucket) : buckets.SetItem(bucket, rest);
        }
        foreach (var bucket in to.Except(from))
            buckets = buckets.SetItem(bucket, buckets.GetValueOrDefault(bucket, None).Add(key));
        return new(buckets);
    }
}
