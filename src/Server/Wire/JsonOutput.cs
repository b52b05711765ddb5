using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Server.Wire;

/// <summary>Writes AWS JSON for the generated writers. Absent members are not written, empty lists and maps are.</summary>
internal static class JsonOutput
{
    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) json.WriteBoolean(name, flag);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number) Named(json, name, number, Element);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number) Named(json, name, number, Element);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time) Named(json, name, time, Element);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes) json.WriteBase64String(name, bytes.Span);
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DocumentValue? value)
    {
        if (value is { } document) Named(json, name, document, Element);
    }

    public static void Member<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is not null) Named(json, name, value, write);
    }

    public static void Elements<T>(this Utf8JsonWriter json, ValueList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var value in values) write(json, value);
        json.WriteEndArray();
    }

    public static void Entries<T>(this Utf8JsonWriter json, ValueMap<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject();
        foreach (var (key, value) in values)
        {
            json.WritePropertyName(key);
            write(json, value);
        }
        json.WriteEndObject();
    }

    public static void Element(Utf8JsonWriter json, string value) => json.WriteStringValue(value);

    public static void Element(Utf8JsonWriter json, bool value) => json.WriteBooleanValue(value);

    public static void Element(Utf8JsonWriter json, int value) => json.WriteNumberValue(value);

    public static void Element(Utf8JsonWriter json, long value) => json.WriteNumberValue(value);

    public static void Element(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(NotFinite(value));
    }

    public static void Element(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(NotFinite(value));
    }

    /// <summary>Seconds since 1970 to the millisecond: 1700000000.25, and 1700000000 when there is no fraction.</summary>
    public static void Element(Utf8JsonWriter json, DateTimeOffset value) => json.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);

    public static void Element(Utf8JsonWriter json, ReadOnlyMemory<byte> value) => json.WriteBase64StringValue(value.Span);

    public static void Element(Utf8JsonWriter json, DocumentValue value) => value.Json.WriteTo(json);

    private static void Named<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, T value, Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        write(json, value);
    }

    // JSON has no words for these; the AWS JSON protocol writes them as strings.
    private static string NotFinite(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositive(value) ? "Infinity" : "-Infinity";
}
