using System.Text.RegularExpressions;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>A part of an expression that is true or false of an instance.</summary>
internal abstract record Condition
{
    public abstract bool Holds(Facts facts);
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Holds(Facts facts) => Parts.All(part => part.Holds(facts));

    public override string ToString() => $"({string.Join(" && ", Parts)})";
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Holds(Facts facts) => Parts.Any(part => part.Holds(facts));

    public override string ToString() => $"({string.Join(" || ", Parts)})";
}

internal sealed record Not(Condition Part) : Condition
{
    public override bool Holds(Facts facts) => !Part.Holds(facts);

    public override string ToString() => $"!({Part})";
}

/// <summary>A subject, an operator and its arguments.</summary>
internal abstract record Comparison(Subject Subject, Operator Operator, IReadOnlyList<string> Arguments) : Condition
{
    public sealed override string ToString() => Operator switch
    {
        Operator.Exists or Operator.NotExists => $"{Subject} {Operator.Sign()}",
        Operator.In or Operator.NotIn => $"{Subject} {Operator.Sign()} [{string.Join(", ", Arguments.Select(Quoted))}]",
        _ => $"{Subject} {Operator.Sign()} {Quoted(Arguments[0])}",
    };

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

/// <summary>
/// Compares texts. A subject may have several values (the groups of an instance's tasks) or none (an attribute that is
/// not there): a negative operator holds exactly where the positive one does not, so also where there is no value.
/// </summary>
internal sealed record TextComparison(Subject Subject, Operator Operator, IReadOnlyList<string> Arguments, Regex? Pattern) : Comparison(Subject, Operator, Arguments)
{
    public override bool Holds(Facts facts) => Operator switch
    {
        Operator.Equal or Operator.In => Any(facts, Arguments.Contains),
        Operator.NotEqual or Operator.NotIn => !Any(facts, Arguments.Contains),
        Operator.Matches => Any(facts, Pattern!.IsMatch),
        Operator.NotMatches => !Any(facts, Pattern!.IsMatch),
        Operator.Exists => Any(facts, _ => true),
        Operator.NotExists => !Any(facts, _ => true),
        _ => Any(facts, value => Operator.Accepts(Values.Compare(value, Arguments[0]))),
    };

    private bool Any(Facts facts, Func<string, bool> test) => facts.TextsOf(Subject).Any(test);
}

/// <summary>Compares numbers, versions or times; a subject without a value is only unequal.</summary>
internal sealed record OrderComparison(Subject Subject, Operator Operator, IReadOnlyList<string> Arguments, IComparable Argument) : Comparison(Subject, Operator, Arguments)
{
    public override bool Holds(Facts facts) =>
        facts.ValueOf(Subject) is { } value ? Operator.Accepts(value.CompareTo(Argument)) : Operator == Operator.NotEqual;
}
