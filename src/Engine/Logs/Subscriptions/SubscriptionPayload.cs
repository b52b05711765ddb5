using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbook.Engine.Logs.Subscriptions;

/// <summary>
/// What a subscription's destination is sent (see "Real-time processing of log data with subscriptions"): as a Lambda function gets it, <c>{"awslogs":{"data":"…"}}</c>, where the data is a
/// message in JSON, compressed with gzip and written in Base64.
/// </summary>
internal static class SubscriptionPayload
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Log events that a filter let through.</summary>
    public static byte[] Data(string account, string group, string stream, string filter, IReadOnlyList<StoredEvent> events) => Of("DATA_MESSAGE", account, group, stream, [filter], events);

    /// <summary>What is sent before a filter is taken, to see whether anybody listens.</summary>
    public static byte[] Control(DateTimeOffset now) => Of(
        "CONTROL_MESSAGE", "CloudwatchLogs", "", "", [], [new("", EventPlace.Before(now), 0, "CWL CONTROL MESSAGE: Checking health of destination.")]);

    private static byte[] Of(string type, string owner, string group, string stream, IEnumerable<string> filters, IReadOnlyList<StoredEvent> events)
    {
        var message = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(message, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("messageType", type);
            json.WriteString("owner", owner);
            json.WriteString("logGroup", group);
            json.WriteString("logStream", stream);
            json.WriteStartArray("subscriptionFilters");
            foreach (var filter in filters) json.WriteStringValue(filter);
            json.WriteEndArray();
            json.WriteStartArray("logEvents");
            foreach (var each in events)
            {
                json.WriteStartObject();
                json.WriteString("id", each.Place.Number == 0 ? "" : each.Place.ToString());
                json.WriteNumber("timestamp", each.Timestamp);
                json.WriteString("message", each.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetBytes($$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(Compressed(message.WrittenSpan))}}}"}}""");
    }

    private static byte[] Compressed(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }
}
