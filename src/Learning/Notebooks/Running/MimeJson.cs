using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>A mime bundle as nbformat has it: JSON types as JSON, images in base64 as one string, text as lines.</summary>
internal static class MimeJson
{
    public static JsonObject Write(IReadOnlyDictionary<string, string> bundle) => Write(bundle, asLines: true);

    /// <summary>The same for a message of Jupyter's, where text is one string.</summary>
    public static JsonObject Message(IReadOnlyDictionary<string, string> bundle) => Write(bundle, asLines: false);

    private static JsonObject Write(IReadOnlyDictionary<string, string> bundle, bool asLines)
    {
        var json = new JsonObject();
        foreach (var (mime, content) in bundle.OrderBy(form => form.Key, StringComparer.Ordinal))
            json[mime] = Value(mime, content, asLines);
        return json;
    }

    private static JsonNode? Value(string mime, string content, bool asLines)
    {
        if (mime == "application/json" || mime.EndsWith("+json", StringComparison.Ordinal))
        {
            try
            {
                return NotebookJson.Parse(content);
            }
            catch (JsonException)
            {
                // Shown as the text it is.
                return JsonValue.Create(content);
            }
        }
        var binary = mime.StartsWith("image/", StringComparison.Ordinal) && mime != "image/svg+xml";
        return binary || !asLines ? JsonValue.Create(content) : NotebookText.Write(content);
    }
}
