using System.Buffers;
using System.Text.Json;

namespace Workbook.Sdk.Runtime;

/// <summary>Writes the members that are set.</summary>
internal sealed class JsonMembersWriter(Utf8JsonWriter json) : Members
{
    public Utf8JsonWriter Json => json;

    public static byte[] ToBytes(IShape shape)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes)) new JsonMembersWriter(json).Structure(shape);
        return bytes.WrittenSpan.ToArray();
    }

    public void Structure(IShape shape)
    {
        json.WriteStartObject();
        shape.Visit(this);
        json.WriteEndObject();
    }

    public override void Member<T>(MemberName name, ref T value)
    {
        if (!JsonValue<T>.Instance.IsSet(value)) return;
        json.WritePropertyName(name.Name);
        JsonValue<T>.Instance.Write(this, value);
    }

    public override void IdempotencyToken(MemberName name, ref string? value)
    {
#pragma warning disable RS0030 // AWS wants a random token here, and no one ever needs to reproduce it.
        json.WriteString(name.Name, value ?? Guid.NewGuid().ToString());
#pragma warning restore RS0030
    }
}

/// <summary>Sets the members that are there; what the API has gained since this client was made is left aside.</summary>
internal sealed class JsonMembersReader(JsonElement json) : Members
{
    public override void Member<T>(MemberName name, ref T value)
    {
        if (json.TryGetProperty(name.Name, out var found) && found.ValueKind != JsonValueKind.Null)
            value = JsonValue<T>.Instance.Read(found);
    }

    public override void IdempotencyToken(MemberName name, ref string? value) => Member(name, ref value);
}
