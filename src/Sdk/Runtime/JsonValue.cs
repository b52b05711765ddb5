using System.Text.Json;
using Amazon;

namespace Workbook.Sdk.Runtime;

/// <summary>How values of one C# type look in JSON.</summary>
internal abstract class JsonValue<T>
{
    /// <summary>Made once per type, when it is first met.</summary>
    public static readonly JsonValue<T> Instance = (JsonValue<T>)JsonValues.For(typeof(T));

    /// <summary>Whether a member of this value is sent.</summary>
    public virtual bool IsSet(T value) => value is not null;

    public abstract void Write(JsonMembersWriter to, T value);

    public abstract T Read(JsonElement from);
}

internal sealed class JsonScalar<T>(Action<Utf8JsonWriter, T> write, Func<JsonElement, T> read, Func<T, bool>? isSet = null) : JsonValue<T>
{
    public override bool IsSet(T value) => isSet is null ? value is not null : isSet(value);

    public override void Write(JsonMembersWriter to, T value) => write(to.Json, value);

    public override T Read(JsonElement from) => read(from);
}

internal sealed class JsonStructure<T> : JsonValue<T> where T : class, IShape, new()
{
    public override void Write(JsonMembersWriter to, T value) => to.Structure(value);

    public override T Read(JsonElement from)
    {
        var value = new T();
        value.Visit(new JsonMembersReader(from));
        return value;
    }
}

internal sealed class JsonList<T> : JsonValue<List<T?>>
{
    // With InitializeCollections, as in version 3, no one can tell an empty list from one that was never set.
    public override bool IsSet(List<T?> value) => value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

    public override void Write(JsonMembersWriter to, List<T?> value)
    {
        to.Json.WriteStartArray();
        foreach (var item in value)
            if (item is null) to.Json.WriteNullValue();
            else JsonValue<T>.Instance.Write(to, item);
        to.Json.WriteEndArray();
    }

    public override List<T?> Read(JsonElement from)
    {
        var value = new List<T?>(from.GetArrayLength());
        foreach (var item in from.EnumerateArray())
            value.Add(item.ValueKind == JsonValueKind.Null ? default : JsonValue<T>.Instance.Read(item));
        return value;
    }
}

internal sealed class JsonMap<T> : JsonValue<Dictionary<string, T?>>
{
    public override bool IsSet(Dictionary<string, T?> value) => value is not null && (value.Count > 0 || !AWSConfigs.InitializeCollections);

    public override void Write(JsonMembersWriter to, Dictionary<string, T?> value)
    {
        to.Json.WriteStartObject();
        foreach (var (key, item) in value)
        {
            to.Json.WritePropertyName(key);
            if (item is null) to.Json.WriteNullValue();
            else JsonValue<T>.Instance.Write(to, item);
        }
        to.Json.WriteEndObject();
    }

    public override Dictionary<string, T?> Read(JsonElement from)
    {
        var value = new Dictionary<string, T?>();
        foreach (var entry in from.EnumerateObject())
            value[entry.Name] = entry.Value.ValueKind == JsonValueKind.Null ? default : JsonValue<T>.Instance.Read(entry.Value);
        return value;
    }
}
