using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workbook.Learning.Notebooks;

/// <summary>Outputs of a cell as HTML: of each the best form that a page without scripts can show.</summary>
internal static partial class HtmlOutputs
{
    public static string ToHtml(NotebookCell cell)
    {
        var html = new StringBuilder();
        foreach (var output in cell.Outputs)
        {
            html.Append(NotebookText.Read(output["output_type"]) switch
            {
                "stream" => $"<pre class=\"{(NotebookText.Read(output["name"]) == "stderr" ? "stderr" : "stdout")}\">{Plain(NotebookText.Read(output["text"]))}</pre>\n",
                "error" => Error(output, cell.RaisesException),
                _ => output["data"] is JsonObject data ? Bundle(data) : "",
            });
        }
        return html.ToString();
    }

    private static string Bundle(JsonObject data)
    {
        if (NotebookText.Read(data["image/svg+xml"]) is { } svg)
            return $"<div class=\"picture\">{XmlDeclaration().Replace(svg, "")}</div>\n";
        if (NotebookText.Read(data["text/html"]) is { } html)
            return $"<div class=\"rich\">{html}</div>\n";
        foreach (var image in new[] { "image/png", "image/jpeg", "image/gif", "image/webp" })
        {
            if (NotebookText.Read(data[image]) is { } base64)
                return $"<div class=\"picture\"><img alt=\"\" src=\"data:{image};base64,{WebUtility.HtmlEncode(base64.ReplaceLineEndings(""))}\"></div>\n";
        }
        if (NotebookText.Read(data["text/markdown"]) is { } markdown)
            return $"<div class=\"rich\">{HtmlMarkdown.ToHtml(markdown, null)}</div>\n";
        if (data["application/json"] is { } json)
            return $"<pre class=\"stdout\">{Plain(NotebookJson.Write(json))}</pre>\n";
        return NotebookText.Read(data["text/plain"]) is { } text ? $"<pre class=\"value\">{Plain(text)}</pre>\n" : "";
    }

    private static string Error(JsonObject error, bool meant)
    {
        var lines = error["traceback"] is JsonArray traceback ? string.Join('\n', traceback.Select(NotebookText.Read)) : NotebookText.Read(error["evalue"]);
        return $"<pre class=\"error\">{(meant ? "<strong>This cell is meant to fail.</strong>\n" : "")}{Plain(lines)}</pre>\n";
    }

    private static string Plain(string? text) => WebUtility.HtmlEncode(Colours().Replace(text ?? "", "").TrimEnd('\n'));

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();

    [GeneratedRegex(@"^\s*<\?xml[^>]*\?>\s*")]
    private static partial Regex XmlDeclaration();
}
