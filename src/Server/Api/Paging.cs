using System.Text;
using Workbook.Shapes;

namespace Workbook.Server.Api;

/// <summary>One page of a list, and the token for the next.</summary>
internal readonly record struct Page<T>(ValueList<T> Items, string? NextToken);

/// <summary>
/// Pages through sorted keys. A token is the last key that was given, so that what is added or removed meanwhile neither
/// repeats nor hides anything else; clients see it as an opaque text.
/// </summary>
internal static class Paging
{
    public const int Largest = 100;

    /// <param name="keys">In ordinal order.</param>
    public static Page<TItem> Of<TItem>(
        IEnumerable<string> keys, string? nextToken, int? maxResults, Func<string, TItem?> item, Func<string, ApiException> invalid, bool descending = false, int largest = Largest)
        where TItem : class
    {
        var size = maxResults ?? Largest;
        if (size < 1 || size > largest) throw invalid($"maxResults should be between 1 and {largest}.");
        var after = nextToken is null ? null : Decode(nextToken) ?? throw invalid("Invalid token");
        var items = new List<TItem>(Math.Min(size, 16));
        string? last = null;
        foreach (var key in keys)
        {
            if (after is not null && (descending ? string.CompareOrdinal(key, after) >= 0 : string.CompareOrdinal(key, after) <= 0)) continue;
            if (item(key) is not { } found) continue;
            if (items.Count == size) return new(items.ToValueList(), Encode(last!));
            items.Add(found);
            last = key;
        }
        return new(items.ToValueList(), null);
    }

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes("after:" + key));

    private static string? Decode(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.StartsWith("after:", StringComparison.Ordinal) ? text["after:".Length..] : null;
    }
}
