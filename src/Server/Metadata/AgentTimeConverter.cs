using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Server.Metadata;

/// <summary>Times as Go writes them: UTC, with as many decimals as it takes (<c>2020-10-02T00:15:07.6209123Z</c>).</summary>
internal sealed class AgentTimeConverter : JsonConverter<DateTimeOffset>
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Times are only written.");
}
