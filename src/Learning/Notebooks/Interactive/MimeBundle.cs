using Workbook.Learning.Notebooks;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>
/// One value in several forms, of which a front end shows the best one it can.
/// Any type with a method <c>ToMimeBundle()</c> like this one's is shown the same way; it needs no reference to this assembly.
/// </summary>
public sealed class MimeBundle
{
    private readonly SortedDictionary<string, string> forms = new(StringComparer.Ordinal);

    public MimeBundle(string mimeType, string content) => forms[mimeType] = content;

    public MimeBundle(IEnumerable<KeyValuePair<string, string>> forms)
    {
        foreach (var (mime, content) in forms)
            this.forms[mime] = content;
    }

    /// <summary>Mime type → content: text, the text of an SVG or of JSON, an image in base64.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => forms;

    internal static MimeBundle OfTable(IReadOnlyList<object?> rows, bool more)
    {
        var table = ValueTable.OfRows(rows, more);
        return new MimeBundle([new(ValueDisplay.Html, table.ToHtml()), new(ValueDisplay.Text, table.ToText())]);
    }
}
