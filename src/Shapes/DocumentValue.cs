using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Shapes;

/// <summary>Any JSON, as a member of the type <c>document</c> carries it. Two are equal when they say the same, however written.</summary>
/// <param name="Json">What was sent.</param>
[JsonConverter(typeof(DocumentValueConverter))]
public readonly record struct DocumentValue(JsonElement Json)
{
    public bool Equals(DocumentValue other) => JsonElement.DeepEquals(Json, other.Json);

    public override int GetHashCode() => Json.ValueKind.GetHashCode();
}

/// <summary>Writes the JSON itself, without a frame.</summary>
internal sealed class DocumentValueConverter : JsonConverter<DocumentValue>
{
    public override DocumentValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, DocumentValue value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
