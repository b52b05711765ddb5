using System.Diagnostics;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>How a subject is compared with its argument.</summary>
internal enum Operator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Exists,
    NotExists,
    In,
    NotIn,
    Matches,
    NotMatches,
}

/// <summary>How operators are written.</summary>
internal static class Operators
{
    /// <summary>The operator that a sign or word stands for, or null; <c>!in</c> and <c>!exists</c> are put together by the parser.</summary>
    public static Operator? Of(Token token) => token.Kind switch
    {
        TokenKind.Sign => token.Text switch
        {
            "==" => Operator.Equal,
            "!=" => Operator.NotEqual,
            ">" => Operator.Greater,
            ">=" => Operator.GreaterOrEqual,
            "<" => Operator.Less,
            "<=" => Operator.LessOrEqual,
            "=~" => Operator.Matches,
            "!~" => Operator.NotMatches,
            _ => null,
        },
        TokenKind.Word => token.Text.ToLowerInvariant() switch
        {
            "equals" => Operator.Equal,
            "not_equals" => Operator.NotEqual,
            "greater_than" => Operator.Greater,
            "greater_than_equal" => Operator.GreaterOrEqual,
            "less_than" => Operator.Less,
            "less_than_equal" => Operator.LessOrEqual,
            "exists" => Operator.Exists,
            "not_exists" => Operator.NotExists,
            "in" => Operator.In,
            "not_in" => Operator.NotIn,
            "matches" => Operator.Matches,
            "not_matches" => Operator.NotMatches,
            _ => null,
        },
        TokenKind.Quoted or TokenKind.End => null,
        _ => throw new UnreachableException(),
    };

    public static string Sign(this Operator @operator) => @operator switch
    {
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Exists => "exists",
        Operator.NotExists => "!exists",
        Operator.In => "in",
        Operator.NotIn => "!in",
        Operator.Matches => "=~",
        Operator.NotMatches => "!~",
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether an order of subject and argument (below zero: the subject is less) is what the operator asks for.</summary>
    public static bool Accepts(this Operator @operator, int order) => @operator switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Greater => order > 0,
        Operator.GreaterOrEqual => order >= 0,
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        _ => throw new UnreachableException($"{@operator} compares no order."),
    };

    public static bool IsOrder(this Operator @operator) => @operator <= Operator.LessOrEqual;
}
