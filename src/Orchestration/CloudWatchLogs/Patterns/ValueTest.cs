using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>What a pattern demands of one value: an operator and what stands to its right.</summary>
internal sealed class ValueTest
{
    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">"];

    private readonly string _operator, _text;
    private readonly bool _isQuoted;
    private readonly double? _number;
    private readonly Regex? _wildcard;
    private readonly PatternRegex? _regex;

    private ValueTest(string @operator, string text, bool isQuoted, PatternRegex? regex)
    {
        (_operator, _text, _isQuoted, _regex) = (@operator, text, isQuoted, regex);
        if (regex is not null) return;
        // 1e3 is a number, and so is -0.5; "1" in quotation marks is a text.
        if (!isQuoted && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) _number = number;
        if (text.Contains('*', StringComparison.Ordinal))
            _wildcard = new("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        if (@operator is not ("=" or "!=") && _number is null) throw FilterPattern.Invalid();
    }

    public bool HasRegex => _regex is not null;

    /// <summary>Reads operator and value; null where no operator comes next.</summary>
    /// <param name="reader">Where it is written.</param>
    /// <param name="belongs">What may be in a value that is not quoted.</param>
    public static ValueTest? Read(PatternText reader, Func<char, bool> belongs)
    {
        reader.SkipSpace();
        if (Array.Find(Operators, reader.TryTake) is not { } @operator) return null;
        reader.SkipSpace();
        switch (reader.Next)
        {
            case '"' or '\'':
                return new(@operator, reader.TakeQuoted(), isQuoted: true, null);
            case '%':
                if (@operator is not ("=" or "!=")) throw FilterPattern.Invalid();
                return new(@operator, "", isQuoted: false, reader.TakeRegex());
            default:
                var text = reader.TakeWhile(belongs);
                return text.Length > 0 ? new(@operator, text, isQuoted: false, null) : throw reader.Unexpected();
        }
    }

    /// <summary>Whether a word of a message passes: it is a number when it can be read as one.</summary>
    public bool PassesWord(string word) => _number is not null && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? Passes(number, word)
        : Passes(word);

    /// <summary>Whether a text passes.</summary>
    public bool Passes(string text) => _operator switch
    {
        "=" => Is(text),
        "!=" => !Is(text),
        _ => false,
    };

    /// <summary>Whether a number passes.</summary>
    /// <param name="number">Its value.</param>
    /// <param name="text">As it is written, which is what wildcards and regular expressions look at.</param>
    public bool Passes(double number, string text) => (_operator, _number) switch
    {
        ("=", { } wanted) => number == wanted,
        ("!=", { } wanted) => number != wanted,
        ("<", { } bound) => number < bound,
        ("<=", { } bound) => number <= bound,
        (">", { } bound) => number > bound,
        (">=", { } bound) => number >= bound,
        ("=", null) => !IsPlainText && Is(text),
        ("!=", null) => IsPlainText || !Is(text),
        _ => throw new UnreachableException(),
    };

    // "1" in quotation marks is not the number 1.
    private bool IsPlainText => _isQuoted && _wildcard is null;

    private bool Is(string text) => _regex?.IsIn(text) ?? _wildcard?.IsMatch(text) ?? text == _text;
}
