using System.Collections.Immutable;

namespace Workbook.Learning.Notebooks;

/// <summary>The formatters that a notebook registered for its types; the newest one that fits wins.</summary>
internal static class FormatterRegistry
{
    private sealed record Entry(Type Type, string Mime, Func<object, string> Format);

    // Swapped as a whole, so that a background task may display while a cell registers.
    private static ImmutableList<Entry> entries = [];

    public static void Register(Type type, string mime, Func<object, string> format)
        => ImmutableInterlocked.Update(ref entries, list => list.Insert(0, new Entry(type, mime, format)));

    public static void Reset() => Interlocked.Exchange(ref entries, []);

    public static IReadOnlyDictionary<string, string>? Format(object? value)
    {
        if (value is null)
            return null;
        var fitting = entries.Where(entry => Fits(entry.Type, value.GetType())).ToList();
        if (fitting.Count == 0)
            return null;
        var bundle = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in fitting)
        {
            if (!bundle.ContainsKey(entry.Mime))
                bundle[entry.Mime] = entry.Format(value);
        }
        bundle.TryAdd(ValueDisplay.Text, ValueText.Inline(value));
        return bundle;
    }

    private static bool Fits(Type registered, Type actual)
        => registered.IsAssignableFrom(actual)
           || (registered.IsGenericTypeDefinition && actual.IsGenericType && actual.GetGenericTypeDefinition() == registered);
}
