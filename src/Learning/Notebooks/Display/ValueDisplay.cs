using System.Collections;
using Microsoft.DotNet.Interactive.Formatting;

namespace Workbook.Learning.Notebooks;

/// <summary>Turns a value into a mime bundle: what the value says of itself, else text, a list or a table.</summary>
internal static class ValueDisplay
{
    public const string Text = "text/plain";
    public const string Html = "text/html";

    // A larger bundle would make the notebook unusable and the message to the front end too long.
    private const int MaxBundle = 16 * 1024 * 1024;

    public static IReadOnlyDictionary<string, string> Plain(string text) => Bundle((Text, text));

    public static IReadOnlyDictionary<string, string> ToBundle(object? value)
    {
        var bundle = FormatterRegistry.Format(value) ?? OwnBundle.Of(value) ?? Default(value);
        var size = bundle.Sum(form => (long)form.Value.Length);
        return size <= MaxBundle
            ? bundle
            : Plain($"(a value of {size / (1024 * 1024)} million characters, too large to be shown)");
    }

    private static IReadOnlyDictionary<string, string> Default(object? value)
    {
        if (value is null)
            return Plain("<null>");
        if (ValueText.IsScalar(value))
            return Plain(ValueText.Scalar(value));
        if (value is not IDictionary && value is IEnumerable sequence)
        {
            var rows = Head(sequence, Formatter.ListExpansionLimit, out var more);
            return rows.Count == 0 || rows.All(row => row is null || ValueText.IsScalar(row) || row is IEnumerable)
                ? Plain(ValueText.List(rows, more))
                : Table(ValueTable.OfRows(rows, more));
        }
        var table = value is IDictionary dictionary ? ValueTable.OfDictionary(dictionary) : ValueTable.OfMembers(value);
        return table.Rows.Count == 0
            ? Plain(ValueText.Inline(value))
            : Bundle((Html, table.ToHtml()), (Text, value is IDictionary ? table.ToText() : ValueText.Members(value)));
    }

    private static SortedDictionary<string, string> Table(ValueTable table)
        => Bundle((Html, table.ToHtml()), (Text, table.ToText()));

    private static List<object?> Head(IEnumerable sequence, int limit, out bool more)
    {
        var items = new List<object?>();
        more = false;
        foreach (var item in sequence)
        {
            if (items.Count == limit)
            {
                more = true;
                break;
            }
            items.Add(item);
        }
        return items;
    }

    private static SortedDictionary<string, string> Bundle(params (string Mime, string Text)[] forms)
    {
        var bundle = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (mime, text) in forms)
            bundle[mime] = text;
        return bundle;
    }
}
