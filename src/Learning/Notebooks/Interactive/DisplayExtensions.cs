using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary><c>value.Display()</c> in every cell.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value beneath the cell.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows a text as content of the given mime type.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => DisplayedValue.Show(value, [mimeType]);

    /// <summary>Shows a sequence as a table.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> rows)
    {
        var items = rows.Cast<object?>().Take(Formatter.ListExpansionLimit + 1).ToList();
        var more = items.Count > Formatter.ListExpansionLimit;
        if (more)
            items.RemoveAt(items.Count - 1);
        return DisplayedValue.Show(MimeBundle.OfTable(items, more), []);
    }
}
