using System.Globalization;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>Texts that stand for something with an order.</summary>
internal static class Values
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>2018-06-18T22:28:28+00:00, 2018-06-18T22:28:28Z, 2018-06-18T22:28:28 or 2018-06-18; in UTC unless it says otherwise.</summary>
    public static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static long? Count(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Numbers by size (9 before 10), anything else as text.</summary>
    public static int Compare(string one, string other) => Number(one) is { } left && Number(other) is { } right
        ? left.CompareTo(right)
        : string.CompareOrdinal(one, other);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A version such as 1.14.5, compared part by part: 1.9 before 1.14.5, and 1.14 equal to 1.14.0.</summary>
internal sealed class AgentVersion : IComparable
{
    private readonly long[] _parts;

    private AgentVersion(long[] parts) => _parts = parts;

    /// <summary>Null unless it is numbers with dots between them.</summary>
    public static AgentVersion? Of(string? text)
    {
        if (text is null) return null;
        var words = text.Split('.');
        var parts = new long[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out parts[i])) return null;
        }
        return new(parts);
    }

    public int CompareTo(object? obj)
    {
        var other = ((AgentVersion)obj!)._parts;
        for (var i = 0; i < Math.Max(_parts.Length, other.Length); i++)
        {
            if (PartOf(_parts, i).CompareTo(PartOf(other, i)) is var order and not 0) return order;
        }
        return 0;
    }

    private static long PartOf(long[] parts, int index) => index < parts.Length ? parts[index] : 0;
}
