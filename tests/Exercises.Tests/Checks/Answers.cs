using System.Text.Json;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>Reads what a submission answered, which may be anything: what is not there, or of another kind, is null or empty.</summary>
internal static class Answers
{
    /// <summary>The items of a list.</summary>
    public static IReadOnlyList<JsonElement> ItemsOf(JsonElement? answer) =>
        answer is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>A text among an object's properties.</summary>
    public static string? TextOf(this JsonElement item, string property) =>
        Property(item, property) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A whole number among an object's properties.</summary>
    public static int? NumberOf(this JsonElement item, string property) =>
        Property(item, property) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static JsonElement? Property(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in item.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }
        return null;
    }
}
