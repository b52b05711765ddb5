using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tagging;

/// <summary>What tags may look like (see "Tagging your resources" in the ECS API reference).</summary>
public static class TagRules
{
    private const int Most = 50;

    /// <exception cref="ApiException">Too many tags, a reserved prefix, or the same key twice.</exception>
    public static ValueList<Tag> Check(ValueList<Tag>? tags)
    {
        if (tags is null) return [];
        if (tags.Count > Most) throw EcsErrors.InvalidParameter("Too many tags. A resource can have at most 50 tags.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            CheckKey(tag.Key);
            if (!keys.Add(tag.Key!)) throw EcsErrors.InvalidParameter("Duplicate tag keys found. Each key may be given once.");
        }
        return tags.Select(tag => tag with { Value = tag.Value ?? "" }).ToValueList();
    }

    /// <exception cref="ApiException">The key is empty or reserved.</exception>
    public static void CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key)) throw EcsErrors.InvalidParameter("Tag keys must not be null or empty.");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw EcsErrors.InvalidParameter("Tag keys and values must not begin with 'aws:'.");
    }

    /// <summary>The tags with <paramref name="added"/> over them.</summary>
    public static ValueList<Tag> Merge(ValueList<Tag> current, ValueList<Tag> added)
    {
        var merged = current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).ToValueList();
        return merged.Count(tag => !tag.Key!.StartsWith("aws:", StringComparison.Ordinal)) > Most
            ? throw EcsErrors.InvalidParameter("Too many tags. A resource can have at most 50 tags.")
            : merged;
    }

    public static ValueList<Tag> Without(ValueList<Tag> current, ValueList<string> keys) =>
        current.Where(tag => !keys.Contains(tag.Key)).ToValueList();
}
