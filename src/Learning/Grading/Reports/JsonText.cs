using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbook.Learning.Grading;

/// <summary>Writes a JSON file: indented, one newline at its end, the same bytes on every machine.</summary>
internal static class JsonText
{
    // The report is a file, not a page: letters of other languages may stay as they are.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
