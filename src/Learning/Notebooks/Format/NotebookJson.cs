using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Writes JSON the way Jupyter's own tools do (one space of indentation, non-ASCII kept, a newline at the end), so that
/// a notebook which was opened and saved again does not show up as changed in version control.
/// </summary>
internal static class NotebookJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    public static JsonNode? Parse(string text) => JsonNode.Parse(text, null, Strict);

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonObject members:
                text.Append('{');
                var firstMember = true;
                foreach (var (name, value) in members)
                {
                    NextLine(text, ref firstMember, depth + 1);
                    AppendString(text, name);
                    text.Append(": ");
                    Append(text, value, depth + 1);
                }
                Indent(text, depth);
                text.Append('}');
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonArray items:
                text.Append('[');
                var firstItem = true;
                foreach (var item in items)
                {
                    NextLine(text, ref firstItem, depth + 1);
                    Append(text, item, depth + 1);
                }
                Indent(text, depth);
                text.Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            default:
                // A number keeps the digits it was read with: 1.0 must not become 1.
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void NextLine(StringBuilder text, ref bool first, int depth)
    {
        if (!first)
            text.Append(',');
        first = false;
        Indent(text, depth);
    }

    private static void Indent(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ':
                    text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
