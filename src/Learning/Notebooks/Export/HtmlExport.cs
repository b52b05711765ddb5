using System.Net;
using System.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// A notebook as one HTML file that needs nothing else: no network, no scripts. A policy in the page forbids both, so outputs of a foreign
/// notebook cannot do harm either.
/// </summary>
public static class HtmlExport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    // Fewer need no table of contents.
    private const int FewestHeadings = 3;

    /// <param name="notebook">With the outputs that are to be shown.</param>
    /// <param name="folder">Where its relative links start, to take its pictures into the page; null: they are left as they are.</param>
    public static string ToHtml(NotebookFile notebook, string? folder = null)
    {
        var markdown = notebook.Cells.Where(cell => cell.Type == "markdown").Select(cell => cell.Source).ToList();
        var title = markdown.SelectMany(text => text.Split('\n')).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Path.GetFileNameWithoutExtension(notebook.Name);
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy).Append("\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(WebUtility.HtmlEncode(title)).Append("</title>\n<style>\n").Append(HtmlStyle.Css).Append("\n</style>\n</head>\n<body>\n<main>\n");
        var body = string.Concat(notebook.Cells.Select(cell => cell.Type switch
        {
            "markdown" => HtmlMarkdown.ToHtml(cell.Source, folder),
            "code" => Code(cell),
            _ => $"<pre class=\"example\">{WebUtility.HtmlEncode(cell.Source)}</pre>\n",
        }));
        return html.Append(WithContents(body, [.. markdown.SelectMany(HtmlMarkdown.Headings)])).Append("</main>\n</body>\n</html>\n").ToString();
    }

    // Behind the introduction, where the first of the headings stands.
    private static string WithContents(string body, List<(string Id, string Title)> headings) => headings.Count < FewestHeadings ? body : body.Insert(
        Math.Max(0, body.IndexOf($"<h2 id=\"{headings[0].Id}\"", StringComparison.Ordinal)),
        $"<nav aria-label=\"Contents\">{string.Concat(headings.Select(heading => $"<a href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Title)}</a>"))}</nav>\n");

    private static string Code(NotebookCell cell)
    {
        if (string.IsNullOrWhiteSpace(cell.Source))
            return "";
        var outputs = HtmlOutputs.ToHtml(cell);
        return $"<div class=\"cell\">\n<pre class=\"source\">{CSharpHighlighter.ToHtml(cell.Source)}</pre>\n{(outputs.Length > 0 ? $"<div class=\"outputs\">\n{outputs}</div>\n" : "")}</div>\n";
    }
}
