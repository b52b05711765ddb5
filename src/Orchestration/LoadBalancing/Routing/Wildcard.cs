namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>
/// A comparison string of a rule condition: <c>*</c> stands for any number of characters, <c>?</c> for exactly one, and a backslash takes
/// the special meaning from the character after it.
/// </summary>
internal static class Wildcard
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("*?\\");

    public static bool IsLiteral(ReadOnlySpan<char> pattern) => !pattern.ContainsAny(Special);

    /// <summary>The characters that every match begins with.</summary>
    public static string Prefix(string pattern) => pattern.AsSpan().IndexOfAny(Special) is var end and >= 0 ? pattern[..end] : pattern;

    /// <summary>What follows a single <c>*</c> at the beginning, or null: <c>*.example.com</c> → <c>.example.com</c>.</summary>
    public static string? Suffix(string pattern) => pattern is ['*', .. var rest] && IsLiteral(rest) ? rest : null;

    /// <summary>
    /// Goes back only to the last star, so that the time is at most the product of both lengths whatever the pattern.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        int at = 0, position = 0, star = -1, resume = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = position;
            }
            else if (at < pattern.Length && Step(pattern, ref at, text[position], ignoreCase))
            {
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (at < pattern.Length && pattern[at] == '*') at++;
        return at == pattern.Length;
    }

    /// <summary>Moves on by one character of the pattern, or by two of an escaped one, when it fits.</summary>
    private static bool Step(ReadOnlySpan<char> pattern, ref int at, char character, bool ignoreCase)
    {
        var isEscape = pattern[at] == '\\' && at + 1 < pattern.Length;
        var expected = isEscape ? pattern[at + 1] : pattern[at];
        var fits = (expected == '?' && !isEscape)
            || expected == character
            || (ignoreCase && char.ToLowerInvariant(expected) == char.ToLowerInvariant(character));
        if (fits) at += isEscape ? 2 : 1;
        return fits;
    }
}
