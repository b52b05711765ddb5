using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary><c>value.Display()</c> in every cell.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value beneath the cell.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows a text as content of the given mime type.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => DisplayedValue.Show(value, [mimeType]);

    /// <summary>The items one after the other, with a <see cref="ProgressBar"/> that shows how far it is.</summary>
    public static IEnumerable<T> WithProgress<T>(this IReadOnlyCollection<T> items, string title)
    {
        if (items.Count == 0)
            yield break;
        var bar = ProgressBar.Show(title, items.Count);
        foreach (var item in items)
        {
            yield return item;
            bar.Add(1);
        }
    }

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
