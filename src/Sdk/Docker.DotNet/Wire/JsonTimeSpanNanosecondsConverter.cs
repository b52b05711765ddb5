using System.Text.Json;
using System.Text.Json.Serialization;

namespace Docker.DotNet;

/// <summary>Go writes durations in nanoseconds; a tick is 100 of them.</summary>
internal sealed class JsonTimeSpanNanosecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks * TimeSpan.NanosecondsPerTick);
}
