using Workbook.Shapes;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>Terms that a message has to contain (<c>ERROR "timed out"</c>), one of which it has to (<c>?ERROR ?WARN</c>), that it must not (<c>-Exiting</c>), or a regular expression.</summary>
internal sealed class TermPattern : FilterPattern
{
    private readonly Term[] _all, _any, _none;

    internal TermPattern(IReadOnlyList<Term> terms)
    {
        _none = [.. terms.Where(term => term.Sign == '-')];
        _all = [.. terms.Where(term => term.Sign == ' ')];
        // Beside terms of another kind the question mark counts for nothing, and so does its term.
        _any = _all.Length + _none.Length > 0 ? [] : [.. terms.Where(term => term.Sign == '?')];
        Regexes = terms.Count(term => term.Regex is not null);
    }

    public override bool HasFields => false;

    public static new TermPattern Parse(string text)
    {
        var (reader, terms) = (new PatternText(text), new List<Term>());
        for (reader.SkipSpace(); !reader.IsAtEnd; reader.SkipSpace()) terms.Add(Read(reader));
        return new(terms);
    }

    public override IMatch? Match(string message) =>
        Array.TrueForAll(_all, term => term.IsIn(message)) && !Array.Exists(_none, term => term.IsIn(message)) && (_any.Length == 0 || Array.Exists(_any, term => term.IsIn(message)))
            ? NoFields.Instance
            : null;

    private static Term Read(PatternText reader)
    {
        var sign = reader.TryTake("-") ? '-' : reader.TryTake("?") ? '?' : ' ';
        switch (reader.Next)
        {
            case '"':
                return new(sign, reader.TakeQuoted(), null);
            case '%':
                return new(sign, "", reader.TakeRegex());
            default:
                var word = reader.TakeWhile(PatternText.IsWord);
                if (word.Length == 0 || !(reader.IsAtEnd || char.IsWhiteSpace(reader.Next))) throw reader.Unexpected();
                return new(sign, word, null);
        }
    }

    /// <param name="Sign">A question mark, a minus, or a space for neither.</param>
    /// <param name="Text">What the message has to contain, at any place.</param>
    /// <param name="Regex">Instead of the text.</param>
    internal sealed record Term(char Sign, string Text, PatternRegex? Regex)
    {
        public bool IsIn(string message) => Regex?.IsIn(message) ?? message.Contains(Text, StringComparison.Ordinal);
    }

    private sealed class NoFields : IMatch
    {
        public static NoFields Instance { get; } = new();

        public ValueMap<string> Values => ValueMap<string>.Empty;

        public string? Value(string selector) => null;
    }
}
