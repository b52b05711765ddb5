using System.Collections.Concurrent;
using System.Reflection;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Asks a value how it wants to be shown, by shape and not by type, so that a library which notebooks use can draw
/// without referring to this one. A type takes part when it has one of
/// <list type="bullet">
/// <item>a public method <c>ToMimeBundle()</c> without parameters,</item>
/// <item>a public property <c>MimeBundle</c>,</item>
/// </list>
/// whose value is a sequence of <c>KeyValuePair&lt;string, string&gt;</c>, such as a dictionary: mime type → content
/// (<c>text/plain</c>, <c>text/html</c>, <c>text/markdown</c>, <c>image/svg+xml</c>, <c>image/png</c> in base64,
/// <c>application/json</c> as its text). An empty sequence or null means "show me the usual way".
/// </summary>
internal static class OwnBundle
{
    private static readonly ConcurrentDictionary<Type, Func<object, object?>?> Readers = new();

    public static IReadOnlyDictionary<string, string>? Of(object? value)
    {
        if (value is null || Readers.GetOrAdd(value.GetType(), Find) is not { } reader)
            return null;
        if (reader(value) is not IEnumerable<KeyValuePair<string, string>> forms)
            return null;
        var bundle = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (mime, content) in forms)
            bundle[mime] = content;
        return bundle.Count == 0 ? null : bundle;
    }

    private static Func<object, object?>? Find(Type type)
    {
        if (type.GetMethod("ToMimeBundle", BindingFlags.Public | BindingFlags.Instance, []) is { } method && IsBundle(method.ReturnType))
            return value => method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        if (type.GetProperty("MimeBundle", BindingFlags.Public | BindingFlags.Instance) is { CanRead: true } property && IsBundle(property.PropertyType))
            return value => property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        return null;
    }

    private static bool IsBundle(Type type) => typeof(IEnumerable<KeyValuePair<string, string>>).IsAssignableFrom(type);
}
