using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>A table of texts, as HTML and as aligned plain text.</summary>
internal sealed record ValueTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ValueTable.Field>> Rows, bool More)
{
    public readonly record struct Field(string Text, bool IsNumber);

    private const int WidestColumn = 60;

    /// <summary>One row per object, one column per member that any of them has.</summary>
    public static ValueTable OfRows(IReadOnlyList<object?> rows, bool more)
    {
        var columns = new List<string>();
        foreach (var type in rows.Where(IsComposite).Select(row => row!.GetType()).Distinct())
            columns.AddRange(ValueMembers.Of(type).Select(member => member.Name).Except(columns, StringComparer.Ordinal).ToList());
        if (columns.Count == 0 || !rows.All(IsComposite))
            columns.Insert(0, "value");
        return new ValueTable(columns, [.. rows.Select(row => Row(row, columns))], more);
    }

    public static ValueTable OfMembers(object value)
        => new([], [.. ValueMembers.Of(value.GetType()).Select(m => (IReadOnlyList<Field>)[new(m.Name, false), Of(m.Read(value))])], false);

    public static ValueTable OfDictionary(IDictionary dictionary)
    {
        var rows = new List<IReadOnlyList<Field>>();
        var entries = dictionary.GetEnumerator();
        while (entries.MoveNext() && rows.Count < Microsoft.DotNet.Interactive.Formatting.Formatter.ListExpansionLimit)
            rows.Add([Of(entries.Key), Of(entries.Value)]);
        return new ValueTable(["key", "value"], rows, rows.Count < dictionary.Count);
    }

    public string ToHtml()
    {
        var html = new StringBuilder("<table>");
        if (Columns.Count > 0)
            html.Append("<thead><tr>").AppendJoin("", Columns.Select(c => $"<th>{WebUtility.HtmlEncode(c)}</th>")).Append("</tr></thead>");
        html.Append("<tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                var text = WebUtility.HtmlEncode(row[i].Text);
                // Without a heading row the first column names the members.
                html.Append(Columns.Count == 0 && i == 0 ? $"<th>{text}</th>"
                    : Columns.Count > 0 && row[i].IsNumber ? $"<td style=\"text-align:right\">{text}</td>"
                    : $"<td>{text}</td>");
            }
            html.Append("</tr>");
        }
        if (More)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{Columns.Count}\">… (more)</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }

    public string ToText()
    {
        var rows = Rows.Select(row => row.Select(field => (Text: Short(field.Text), field.IsNumber)).ToList()).ToList();
        if (Columns.Count > 0)
            rows.Insert(0, [.. Columns.Select(c => (c, false))]);
        var widths = Enumerable.Range(0, rows.Max(row => row.Count)).Select(i => rows.Max(row => row[i].Text.Length)).ToList();
        if (Columns.Count > 0)
            rows.Insert(1, [.. widths.Select(width => (new string('-', width), false))]);
        var lines = rows.Select(row => string.Join("  ", row.Select((field, i) =>
            field.IsNumber ? field.Text.PadLeft(widths[i]) : field.Text.PadRight(widths[i]))).TrimEnd());
        return string.Join('\n', lines) + (More ? "\n…" : "");
    }

    private static List<Field> Row(object? row, List<string> columns)
    {
        var members = IsComposite(row) ? ValueMembers.Of(row!.GetType()) : [];
        return [.. columns.Select((column, index) =>
        {
            if (members.FirstOrDefault(m => m.Name == column) is { } member)
                return Of(member.Read(row!));
            return index == 0 && members.Count == 0 ? Of(row) : new Field("", false);
        })];
    }

    private static bool IsComposite(object? row) => row is not null and not IEnumerable && !ValueText.IsScalar(row);

    private static Field Of(object? value)
        => new(value is null ? "" : ValueText.Inline(value, 1), value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal);

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= WidestColumn ? line : line[..(WidestColumn - 1)] + "…";
    }
}
