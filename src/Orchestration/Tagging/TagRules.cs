using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tagging;

/// <summary>What tags may look like (see "Tagging your resources" in the ECS API reference).</summary>
public static class TagRules
{
    private const int Most = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The tags, with empty values where they have none.</summary>
    /// <exception cref="ApiException">Too many tags, a reserved prefix, a character that is not allowed, or the same key twice.</exception>
    public static ValueList<Tag> Check(ValueList<Tag>? tags)
    {
        if (tags is null) return [];
        if (tags.Count > Most) throw TooMany();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            CheckKey(tag.Key);
            CheckValue(tag.Value ?? "");
            if (!seen.Add(tag.Key!)) throw EcsErrors.InvalidParameter($"Duplicate tag keys found: {tag.Key}. Each tag key must be unique.");
        }
        return tags.Select(tag => tag with { Value = tag.Value ?? "" }).ToValueList();
    }

    /// <exception cref="ApiException">The key is empty, too long or reserved.</exception>
    public static void CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key)) throw EcsErrors.InvalidParameter("Tag key can not be blank.");
        if (key.Length > LongestKey) throw EcsErrors.InvalidParameter($"Tag key exceeds the maximum length of {LongestKey} characters.");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw EcsErrors.InvalidParameter("Tag keys that start with 'aws:' are reserved for Amazon Web Services use.");
        if (!key.All(IsAllowed)) throw EcsErrors.InvalidParameter($"Tag key '{key}' contains invalid characters.");
    }

    /// <summary>The tags with <paramref name="added"/> over them.</summary>
    public static ValueList<Tag> Merge(ValueList<Tag> current, ValueList<Tag> added)
    {
        var merged = current.Where(tag => added.All(other => other.Key != tag.Key)).Concat(added).ToValueList();
        return merged.Count(tag => !tag.Key!.StartsWith("aws:", StringComparison.Ordinal)) > Most
            ? throw TooMany()
            : merged;
    }

    public static ValueList<Tag> Without(ValueList<Tag> current, ValueList<string> keys) =>
        current.Where(tag => !keys.Contains(tag.Key)).ToValueList();

    private static ApiException TooMany() => EcsErrors.InvalidParameter($"The number of tags exceeds the limit of {Most} tags per resource.");

    private static void CheckValue(string value)
    {
        if (value.Length > LongestValue) throw EcsErrors.InvalidParameter($"Tag value exceeds the maximum length of {LongestValue} characters.");
        if (!value.All(IsAllowed)) throw EcsErrors.InvalidParameter($"Tag value '{value}' contains invalid characters.");
    }

    // The API model's pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]. Half of a surrogate pair stands for a letter here.
    private static bool IsAllowed(char c) =>
        char.IsLetter(c) || char.IsSeparator(c) || char.IsNumber(c) || char.IsSurrogate(c) || "_.:/=+-@".Contains(c, StringComparison.Ordinal);
}
