using System.Text;

namespace Workbook.Orchestration.CloudWatchLogs.Patterns;

/// <summary>A pattern's text while it is read.</summary>
internal sealed class PatternText(string text)
{
    private int _at;

    /// <summary>NUL at the end.</summary>
    public char Next => _at < text.Length ? text[_at] : '\0';

    public bool IsAtEnd => _at >= text.Length;

    public static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    public void SkipSpace()
    {
        while (char.IsWhiteSpace(Next)) _at++;
    }

    /// <summary>Goes past a text when it comes next.</summary>
    public bool TryTake(string wanted)
    {
        if (string.CompareOrdinal(text, _at, wanted, 0, wanted.Length) != 0) return false;
        _at += wanted.Length;
        return true;
    }

    /// <summary>Goes past a word in capital letters, in whichever letters it is written, when it comes next and ends there.</summary>
    public bool TryTakeWord(string wanted)
    {
        SkipSpace();
        var end = _at + wanted.Length;
        if (string.Compare(text, _at, wanted, 0, wanted.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < text.Length && IsWord(text[end]))) return false;
        _at = end;
        return true;
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (!IsAtEnd && belongs(text[_at])) _at++;
        return text[start.._at];
    }

    /// <summary>What is between a quotation mark, which comes next, and the one that ends it; a backslash takes the next character as it is.</summary>
    public string TakeQuoted()
    {
        var quote = text[_at++];
        var inside = new StringBuilder();
        while (Next != quote)
        {
            if (IsAtEnd) throw FilterPattern.Invalid();
            if (Next == '\\' && _at + 1 < text.Length) _at++;
            inside.Append(text[_at++]);
        }
        _at++;
        return inside.ToString();
    }

    /// <summary>The regular expression between percent signs, of which one comes next.</summary>
    public PatternRegex TakeRegex()
    {
        _at++;
        var inside = TakeWhile(static character => character != '%');
        if (!TryTake("%")) throw FilterPattern.Invalid();
        return PatternRegex.Parse(inside);
    }

    public void Expect(string wanted)
    {
        SkipSpace();
        if (!TryTake(wanted)) throw Unexpected();
    }

    public Workbook.Shapes.ApiException Unexpected() => IsAtEnd ? FilterPattern.Invalid() : FilterPattern.InvalidCharacter(Next);
}
