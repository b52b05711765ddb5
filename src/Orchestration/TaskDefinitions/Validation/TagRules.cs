using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>At most 50 tags with keys of 1 to 128 and values of up to 256 characters (API_Tag).</summary>
internal static class TagRules
{
    private const int MostTags = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public static void Check(ValueList<Tag>? tags)
    {
        if (tags is null) return;
        // An absent list is fine, an empty one is not: tools that copy a described definition meet this.
        if (tags.Count == 0) throw EcsErrors.Client("Tags can not be empty.");
        if (tags.Count > MostTags)
            throw EcsErrors.InvalidParameter($"The number of tags exceeds the limit of {MostTags} tags per resource.");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            CheckKey(tag.Key);
            CheckValue(tag.Value ?? "");
            if (!seen.Add(tag.Key!)) throw EcsErrors.InvalidParameter($"Duplicate tag keys found: {tag.Key}. Each tag key must be unique.");
        }
    }

    private static void CheckKey(string? key)
    {
        if (string.IsNullOrEmpty(key)) throw EcsErrors.InvalidParameter("Tag key can not be blank.");
        if (key.Length > LongestKey)
            throw EcsErrors.InvalidParameter($"Tag key exceeds the maximum length of {LongestKey} characters.");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw EcsErrors.InvalidParameter("Tag keys that start with 'aws:' are reserved for Amazon Web Services use.");
        if (!key.All(IsAllowed)) throw EcsErrors.InvalidParameter($"Tag key '{key}' contains invalid characters.");
    }

    private static void CheckValue(string value)
    {
        if (value.Length > LongestValue)
            throw EcsErrors.InvalidParameter($"Tag value exceeds the maximum length of {LongestValue} characters.");
        if (!value.All(IsAllowed)) throw EcsErrors.InvalidParameter($"Tag value '{value}' contains invalid characters.");
    }

    // The API model's pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]. Half of a surrogate pair stands for a letter here.
    private static bool IsAllowed(char c) =>
        char.IsLetter(c) || char.IsSeparator(c) || char.IsNumber(c) || char.IsSurrogate(c) || "_.:/=+-@".Contains(c, StringComparison.Ordinal);
}
