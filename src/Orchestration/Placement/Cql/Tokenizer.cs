using System.Text;

namespace Workbook.Orchestration.Placement.Cql;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Subjects, operators in words, arguments without quotes.</summary>
    Word,
    Quoted,

    /// <summary>Operators and punctuation.</summary>
    Sign,
    End,
}

/// <summary>A part of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="At">Where it begins, counted from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool IsSign(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}

/// <summary>Cuts an expression into tokens, one at a time.</summary>
internal sealed class Tokenizer(string expression)
{
    private static readonly string[] Signs = ["==", "!=", "=~", "!~", ">=", "<=", "&&", "||", ">", "<", "!", "(", ")", "[", "]", ","];

    private int _at;

    /// <exception cref="SyntaxException">What follows is no token.</exception>
    public Token Next()
    {
        while (_at < expression.Length && char.IsWhiteSpace(expression[_at])) _at++;
        if (_at == expression.Length) return new(TokenKind.End, "", _at);
        var start = _at;
        if (expression[start] is '\'' or '"') return new(TokenKind.Quoted, Quoted(), start);
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(expression, start, sign, 0, sign.Length) != 0) continue;
            _at += sign.Length;
            return new(TokenKind.Sign, sign, start);
        }
        while (_at < expression.Length && !EndsWord(expression[_at])) _at++;
        return _at > start
            ? new(TokenKind.Word, expression[start.._at], start)
            : throw new SyntaxException(expression, start, $"'{expression[start]}' is no operator");
    }

    // Inside quotes a backslash keeps its meaning for patterns, except before a quote or another backslash.
    private string Quoted()
    {
        var quote = expression[_at];
        var start = _at++;
        var text = new StringBuilder();
        while (_at < expression.Length)
        {
            var next = expression[_at++];
            if (next == quote) return text.ToString();
            if (next == '\\' && _at < expression.Length && (expression[_at] == quote || expression[_at] == '\\')) next = expression[_at++];
            text.Append(next);
        }
        throw new SyntaxException(expression, start, "the quote is not closed");
    }

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || c is '(' or ')' or '[' or ']' or ',' or '!' or '=' or '<' or '>' or '~' or '&' or '|' or '\'' or '"';
}
