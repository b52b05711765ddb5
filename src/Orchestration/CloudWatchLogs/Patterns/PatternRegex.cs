using System.Text.RegularExpressions;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>A regular expression between percent signs, of the part of the language that CloudWatch Logs takes (see "Supported regular expressions (regex) syntax").</summary>
internal sealed class PatternRegex
{
    private const string Symbols = "_#=@/;,-: ", Operators = "^$?[]{}|\\*+.", Escapes = "dDsSwWx";

    private readonly Regex _regex;

    private PatternRegex(Regex regex) => _regex = regex;

    public static PatternRegex Parse(string text)
    {
        if (text.Length == 0) throw FilterPattern.Invalid();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                // What is not a class stands for itself; groups are not among what may be asked for, also not so.
                if (++at == text.Length) throw FilterPattern.Invalid();
                if (char.IsAsciiLetterOrDigit(text[at]) && !Escapes.Contains(text[at], StringComparison.Ordinal)) throw FilterPattern.InvalidCharacter(text[at]);
                if (text[at] is '(' or ')') throw FilterPattern.InvalidCharacter(text[at]);
            }
            else if (!char.IsAsciiLetterOrDigit(text[at]) && !Symbols.Contains(text[at], StringComparison.Ordinal) && !Operators.Contains(text[at], StringComparison.Ordinal))
            {
                throw FilterPattern.InvalidCharacter(text[at]);
            }
        }
        try
        {
            // Its time grows with the message alone, whatever a caller thinks up.
            return new(new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw FilterPattern.Invalid();
        }
    }

    public bool IsIn(string text) => _regex.IsMatch(text);
}
