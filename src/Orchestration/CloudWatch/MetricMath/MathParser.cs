using System.Globalization;
using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatch.MetricMath;

/// <summary>
/// Reads metric math (see "Using metric math" in the CloudWatch user guide). From loose to tight: <c>|| OR</c>, <c>&amp;&amp; AND</c>,
/// comparisons, <c>+ -</c>, <c>* /</c>, the signs, <c>^</c>.
/// </summary>
public sealed class MathParser
{
    // An expression has at most 2,048 characters; this many brackets need not be followed with the stack.
    private const int MaxDepth = 100;

    private static readonly string[][] Levels = [["||", "OR"], ["&&", "AND"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]];

    private readonly string _text;
    private int _at, _depth;

    private MathParser(string text) => _text = text;

    /// <exception cref="MathException">The text is no expression.</exception>
    public static MathNode Parse(string text)
    {
        var parser = new MathParser(text);
        var node = parser.Level(0);
        parser.Blanks();
        return parser._at == text.Length ? node : throw parser.Unexpected();
    }

    private MathNode Level(int level)
    {
        if (level == Levels.Length) return Signed();
        if (level == 0 && ++_depth > MaxDepth) throw new MathException("The expression is nested too deeply");
        var left = Level(level + 1);
        while (Operator(Levels[level]) is { } found) left = new BinaryNode(found, left, Level(level + 1));
        if (level == 0) _depth--;
        return left;
    }

    private MathNode Signed()
    {
        if (Operator(["-", "!", "+"]) is not { } sign) return Power();
        if (++_depth > MaxDepth) throw new MathException("The expression is nested too deeply");
        var operand = Signed();
        _depth--;
        return sign == "+" ? operand : new UnaryNode(sign, operand);
    }

    // To the right: 2 ^ 3 ^ 2 is 2 ^ 9, and 2 ^ -1 is one half.
    private MathNode Power()
    {
        var left = Primary();
        return Operator(["^"]) is { } power ? new BinaryNode(power, left, Signed()) : left;
    }

    private MathNode Primary()
    {
        Blanks();
        if (_at == _text.Length) throw new MathException("The expression ends unexpectedly");
        var first = _text[_at];
        if (char.IsAsciiDigit(first) || first == '.') return Number();
        if (first is '\'' or '"') return new TextNode(Quoted(first));
        if (char.IsAsciiLetter(first) || first == '_') return Named();
        _at++;
        switch (first)
        {
            case '(':
                var inner = Level(0);
                Expect(')');
                return inner;
            case '[':
                return new ListNode(Items(']'));
            default:
                _at--;
                throw Unexpected();
        }
    }

    private MathNode Named()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        var name = _text[start.._at];
        Blanks();
        if (_at == _text.Length || _text[_at] != '(') return new IdNode(name);
        _at++;
        return new CallNode(name.ToUpperInvariant(), Items(')'));
    }

    private ValueList<MathNode> Items(char end)
    {
        var items = new List<MathNode>();
        Blanks();
        if (_at < _text.Length && _text[_at] == end)
        {
            _at++;
            return [];
        }
        while (true)
        {
            items.Add(Level(0));
            Blanks();
            if (_at == _text.Length || _text[_at] != ',') break;
            _at++;
        }
        Expect(end);
        return items.ToValueList();
    }

    private NumberNode Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-') _at++;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        }
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new(value)
            : throw new MathException($"'{_text[start.._at]}' is not a number");
    }

    private string Quoted(char quote)
    {
        var end = _text.IndexOf(quote, _at + 1);
        if (end < 0) throw new MathException("A text has no closing quote");
        var text = _text[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private string? Operator(string[] operators)
    {
        Blanks();
        foreach (var each in operators)
        {
            if (string.CompareOrdinal(_text, _at, each, 0, each.Length) != 0) continue;
            var after = _at + each.Length;
            // ORDERS is an id, not an OR.
            if (char.IsAsciiLetter(each[0]) && after < _text.Length && (char.IsAsciiLetterOrDigit(_text[after]) || _text[after] == '_')) continue;
            if (each == "!" && after < _text.Length && _text[after] == '=') continue;
            _at = after;
            return each switch
            {
                "OR" => "||",
                "AND" => "&&",
                _ => each,
            };
        }
        return null;
    }

    private void Expect(char wanted)
    {
        Blanks();
        if (_at == _text.Length) throw new MathException($"'{wanted}' is missing");
        if (_text[_at] != wanted) throw Unexpected();
        _at++;
    }

    private void Blanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private MathException Unexpected() => new($"Unexpected character '{_text[_at]}' at position {_at + 1}");
}
