using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Docker.DotNet;

/// <summary>A query string in the making; what is null is left out.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query Add(string name, string? value)
    {
        if (value is not null) text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, bool? value) => Add(name, value switch { true => "1", false => "0", null => null });

    public Query Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? []) Add(name, value);
        return this;
    }

    /// <summary>Maps of flags are how the Engine API writes filters: <c>{"label":{"a=b":true}}</c>.</summary>
    public Query Add(string name, IDictionary<string, IDictionary<string, bool>>? filters) =>
        Add(name, filters is null ? null : JsonSerializer.Serialize(filters, DockerJson.Default.IDictionaryStringIDictionaryStringBoolean));

    public Query Add(string name, IDictionary<string, string>? map) =>
        Add(name, map is null ? null : JsonSerializer.Serialize(map, DockerJson.Default.IDictionaryStringString));

    public override string ToString() => text.ToString();
}
