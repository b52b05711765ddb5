using System.Text.Json;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>Reads what is between the braces of a JSON pattern: <c>&amp;&amp;</c> binds tighter than <c>||</c>, parentheses tighter than both.</summary>
internal sealed class JsonPatternParser
{
    // A pattern has at most 1,024 characters; this many parentheses are no condition that somebody means.
    private const int Deepest = 64;

    private readonly PatternText _reader;
    private readonly Dictionary<string, JsonSelector> _selectors = new(StringComparer.Ordinal);
    private int _regexes, _depth;

    private JsonPatternParser(string text) => _reader = new(text);

    /// <param name="text">Without the braces.</param>
    public static JsonPattern Parse(string text)
    {
        var parser = new JsonPatternParser(text);
        var condition = parser.ReadEither();
        parser._reader.SkipSpace();
        return parser._reader.IsAtEnd ? new(condition, [.. parser._selectors.Values], parser._regexes) : throw parser._reader.Unexpected();
    }

    private JsonCondition ReadEither()
    {
        if (++_depth > Deepest) throw FilterPattern.Invalid();
        var condition = ReadBoth();
        while (TryTake("||")) condition = new JsonCondition.Either(condition, ReadBoth());
        _depth--;
        return condition;
    }

    private JsonCondition ReadBoth()
    {
        var condition = ReadOne();
        while (TryTake("&&")) condition = new JsonCondition.Both(condition, ReadOne());
        return condition;
    }

    private JsonCondition ReadOne()
    {
        if (TryTake("("))
        {
            var inside = ReadEither();
            _reader.Expect(")");
            return inside;
        }
        var selector = JsonSelector.Read(_reader);
        _selectors.TryAdd(selector.Text, selector);
        if (_reader.TryTakeWord("IS")) return new JsonCondition.Is(selector, ReadKind());
        if (_reader.TryTakeWord("NOT")) return _reader.TryTakeWord("EXISTS") ? new JsonCondition.Exists(selector, wanted: false) : throw FilterPattern.Invalid();
        if (_reader.TryTakeWord("EXISTS")) return new JsonCondition.Exists(selector, wanted: true);
        var test = ValueTest.Read(_reader, static character => !char.IsWhiteSpace(character) && character is not (')' or '(' or '&' or '|' or '"' or '\'')) ?? throw _reader.Unexpected();
        if (test.HasRegex) _regexes++;
        return new JsonCondition.Test(selector, test);
    }

    private JsonValueKind ReadKind() =>
        _reader.TryTakeWord("NULL") ? JsonValueKind.Null
        : _reader.TryTakeWord("TRUE") ? JsonValueKind.True
        : _reader.TryTakeWord("FALSE") ? JsonValueKind.False
        : throw FilterPattern.Invalid();

    private bool TryTake(string wanted)
    {
        _reader.SkipSpace();
        return _reader.TryTake(wanted);
    }
}
