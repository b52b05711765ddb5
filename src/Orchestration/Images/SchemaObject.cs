using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>An object of a lifecycle policy, read in the words of the schema checker that ECR uses.</summary>
internal sealed class SchemaObject
{
    private readonly JsonElement _json;

    /// <exception cref="ApiException">It is no object, lacks a member, or has one that is not known.</exception>
    public SchemaObject(JsonElement json, string[] required, string[] optional)
    {
        Expect(json, JsonValueKind.Object);
        _json = json;
        if (required.Where(name => !Has(name)).ToArray() is { Length: > 0 } missing)
            throw LifecyclePolicyReader.Invalid($"object has missing required properties ({Quoted(missing)})");
        if (json.EnumerateObject().Select(member => member.Name).Except(required).Except(optional).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
            throw LifecyclePolicyReader.Invalid($"object instance has properties which are not allowed by the schema: ({Quoted(unknown)})");
    }

    public bool Has(string name) => _json.TryGetProperty(name, out _);

    public JsonElement Member(string name) => _json.GetProperty(name);

    public IReadOnlyList<JsonElement> Array(string name)
    {
        Expect(Member(name), JsonValueKind.Array);
        return [.. Member(name).EnumerateArray()];
    }

    /// <summary>Null when absent.</summary>
    public string? Text(string name)
    {
        if (!Has(name)) return null;
        Expect(Member(name), JsonValueKind.String);
        return Member(name).GetString();
    }

    /// <summary>None when absent.</summary>
    public ValueList<string> Texts(string name)
    {
        if (!Has(name)) return [];
        var texts = Array(name);
        foreach (var text in texts) Expect(text, JsonValueKind.String);
        return texts.Select(text => text.GetString()!).ToValueList();
    }

    /// <summary>A whole number from 1.</summary>
    public int Number(string name)
    {
        var json = Member(name);
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetInt32(out var number))
            throw LifecyclePolicyReader.Invalid($"instance type ({TypeOf(json)}) does not match any allowed primitive type (allowed: [\"integer\"])");
        return number >= 1 ? number : throw LifecyclePolicyReader.Invalid($"numeric instance is lower than the required minimum (minimum: 1, found: {number})");
    }

    public T OneOf<T>(string name, IReadOnlyDictionary<string, T> known)
    {
        var text = Text(name)!;
        return known.TryGetValue(text, out var value)
            ? value
            : throw LifecyclePolicyReader.Invalid($"instance value (\"{text}\") not found in enum (possible values: {Quoted(known.Keys.Order(StringComparer.Ordinal))})");
    }

    private static void Expect(JsonElement json, JsonValueKind kind)
    {
        if (json.ValueKind != kind) throw LifecyclePolicyReader.Invalid(
            $"instance type ({TypeOf(json)}) does not match any allowed primitive type (allowed: [\"{kind.ToString().ToLowerInvariant()}\"])");
    }

    private static string TypeOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => json.TryGetInt64(out _) ? "integer" : "number",
        _ => json.ValueKind.ToString().ToLowerInvariant(),
    };

    private static string Quoted(IEnumerable<string> names) => $"[{string.Join(",", names.Select(name => $"\"{name}\""))}]";
}
