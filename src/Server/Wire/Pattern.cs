using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Workbook.Server.Wire;

/// <summary>Whether texts are as the API's model says. The whole text is meant, with or without anchors in the pattern.</summary>
internal static class Pattern
{
    private static readonly ConcurrentDictionary<string, Regex> Known = new(StringComparer.Ordinal);

    /// <summary>In time that grows with the text only, whatever the pattern.</summary>
    public static bool Matches(string pattern, string text) => Known.GetOrAdd(
        pattern, static pattern => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)).IsMatch(text);
}
