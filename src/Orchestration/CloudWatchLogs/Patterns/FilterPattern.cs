using Workbook.Shapes;
using Workbook.Shapes.CloudWatchLogs;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>
/// A filter pattern, as metric filters, subscription filters, FilterLogEvents and Live Tail take it (see "Filter pattern syntax" in the CloudWatch Logs user guide): terms, a JSON
/// condition in braces, or fields in brackets. Everything distinguishes capital letters.
/// </summary>
public abstract class FilterPattern
{
    /// <summary>What the empty pattern does.</summary>
    public static FilterPattern Everything { get; } = new TermPattern([]);

    /// <summary>Whether it has fields, of which values and dimensions of metrics can be made.</summary>
    public virtual bool HasFields => true;

    /// <summary>How many regular expressions are in it.</summary>
    internal int Regexes { get; private protected init; }

    /// <exception cref="ApiException">InvalidParameterException: it does not parse.</exception>
    public static FilterPattern Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed switch
        {
            "" => Everything,
            ['{', ..] => trimmed[^1] == '}' ? JsonPatternParser.Parse(trimmed[1..^1]) : throw MustEndWith('{', '}'),
            ['[', ..] => trimmed[^1] == ']' ? DelimitedPatternParser.Parse(trimmed[1..^1]) : throw MustEndWith('[', ']'),
            _ => TermPattern.Parse(trimmed),
        };
    }

    /// <summary>Whether a message is one that it asks for.</summary>
    public bool Matches(string message) => Match(message) is not null;

    /// <summary>The message's fields when it matches; null when it does not.</summary>
    public abstract IMatch? Match(string message);

    internal static ApiException Invalid() => CloudWatchLogsErrors.InvalidParameter("Invalid filter pattern");

    internal static ApiException InvalidCharacter(char character) => CloudWatchLogsErrors.InvalidParameter($"Invalid character(s) in term '{character}'");

    private static ApiException MustEndWith(char start, char end) => CloudWatchLogsErrors.InvalidParameter($"If a filter pattern starts with '{start}' it must end with '{end}'");
}

/// <summary>A message that a pattern matches.</summary>
public interface IMatch
{
    /// <summary>The values of the fields that the pattern names, by selector, as TestMetricFilter tells them.</summary>
    ValueMap<string> Values { get; }

    /// <summary>What a selector such as <c>$.latency</c> or <c>$bytes</c> stands for; null when the message has no such value.</summary>
    string? Value(string selector);
}
