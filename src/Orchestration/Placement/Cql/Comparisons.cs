using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>Makes comparisons of which everything that can be worked out beforehand is.</summary>
internal static class Comparisons
{
    /// <exception cref="FormatException">The argument does not fit the subject or operator; the message says why.</exception>
    public static Comparison Of(Subject subject, Operator @operator, IReadOnlyList<string> arguments) => subject.Kind switch
    {
        SubjectKind.AgentVersion => Ordered(subject, @operator, arguments, AgentVersion.Of(arguments[0]), "a version such as 1.14.5"),
        SubjectKind.RegisteredAt => Ordered(subject, @operator, arguments, Values.Time(arguments[0]), "a time such as 2018-06-18T22:28:28Z or 2018-06-18"),
        SubjectKind.RunningTasksCount => Ordered(subject, @operator, arguments, Values.Count(arguments[0]), "a whole number"),
        SubjectKind.AgentConnected or SubjectKind.Attribute or SubjectKind.Ec2InstanceId or SubjectKind.TaskGroup =>
            new TextComparison(subject, @operator, arguments, @operator is Operator.Matches or Operator.NotMatches ? Pattern(arguments[0]) : null),
        _ => throw new UnreachableException(),
    };

    // Java's matches() means the whole text. Without backtracking a pattern takes time linear in the text, but its own size counts too.
    private static Regex Pattern(string pattern)
    {
        const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (!PatternSize.IsBearable(pattern)) throw new FormatException($"patterns may have at most {PatternSize.MostCharacters} characters and repeat what repeats only {PatternSize.MostNested} deep");
        try
        {
            // Alone first: "a)|(b" is wrong, though it is not inside other parentheses.
            _ = new Regex(pattern, Options);
            return new($@"\A(?:{pattern})\z", Options);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"'{pattern}' is no regular expression");
        }
        catch (NotSupportedException)
        {
            throw new FormatException($"'{pattern}' is too large, looks ahead, looks back or refers back, which is not supported");
        }
    }

    private static OrderComparison Ordered(Subject subject, Operator @operator, IReadOnlyList<string> arguments, IComparable? value, string what) =>
        value is null ? throw new FormatException($"expected {what}, but found '{arguments[0]}'") : new(subject, @operator, arguments, value);
}
