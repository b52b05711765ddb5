namespace Workbook.Repository.Tests.Reading;

/// <summary>
/// Tells C# code from comments and texts (string and character literals), well enough for rules that look for words.
/// Holes of interpolated texts are code. Lines of the preprocessor count as comments.
/// </summary>
internal sealed class CSharpText
{
    private readonly string source;
    private readonly char[] withoutStrings;
    private readonly char[] codeOnly;
    private int at;

    public CSharpText(string source)
    {
        this.source = source;
        withoutStrings = source.ToCharArray();
        codeOnly = source.ToCharArray();
        ReadCode(inHole: false);
        Code = new string(codeOnly);
        CodeAndComments = new string(withoutStrings);
    }

    /// <summary>The source with comments and texts blanked; lines and columns stay.</summary>
    public string Code { get; }

    /// <summary>The source with texts blanked; lines and columns stay.</summary>
    public string CodeAndComments { get; }

    private char Now => at < source.Length ? source[at] : '\0';

    private char Next => at + 1 < source.Length ? source[at + 1] : '\0';

    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (at < source.Length)
        {
            if (Now == '/' && Next == '/') Comment("\n");
            else if (Now == '/' && Next == '*') Comment("*/");
            else if (Now == '#' && StartsLine()) Comment("\n");
            else if (Now == '\'') Character();
            else if (Now is '"' or '$' or '@') Text();
            else if (inHole && Now == '}' && depth == 0) return;
            else
            {
                if (Now == '{') depth++;
                if (Now == '}') depth--;
                at++;
            }
        }
    }

    private bool StartsLine() => string.IsNullOrWhiteSpace(source[(source.LastIndexOf('\n', at) + 1)..at]);

    private void Comment(string end)
    {
        var found = source.IndexOf(end, at + 2, StringComparison.Ordinal);
        var stop = found < 0 ? source.Length : end == "\n" ? found : found + end.Length;
        for (; at < stop; at++) Blank(codeOnly);
    }

    private void Character()
    {
        BlankText(1);
        while (at < source.Length && Now is not ('\'' or '\n')) BlankText(Now == '\\' ? 2 : 1);
        if (Now == '\'') BlankText(1);
    }

    private void Text()
    {
        var (dollars, verbatim, start) = (0, false, at);
        for (; start < source.Length && source[start] is '$' or '@'; start++)
        {
            if (source[start] == '$') dollars++;
            else verbatim = true;
        }
        if (start >= source.Length || source[start] != '"')
        {
            at = start;
            return;
        }
        var quotes = Run('"', start);
        BlankText(start - at);
        if (quotes >= 3 && !verbatim) Raw(quotes, dollars);
        else Quoted(verbatim, dollars > 0);
    }

    private void Raw(int quotes, int dollars)
    {
        BlankText(quotes);
        while (at < source.Length)
        {
            if (Now == '"' && Run('"', at) >= quotes)
            {
                BlankText(Run('"', at));
                return;
            }
            if (dollars > 0 && Now == '{' && Run('{', at) >= dollars) Hole(Run('{', at), dollars);
            else BlankText(1);
        }
    }

    private void Quoted(bool verbatim, bool holes)
    {
        BlankText(1);
        while (at < source.Length && (verbatim || Now != '\n'))
        {
            if (verbatim && Now == '"' && Next == '"') BlankText(2);
            else if (!verbatim && Now == '\\') BlankText(2);
            else if (holes && Now == '{' && Next == '{') BlankText(2);
            else if (holes && Now == '{') Hole(1, 1);
            else if (Now == '"')
            {
                BlankText(1);
                return;
            }
            else BlankText(1);
        }
    }

    private void Hole(int open, int close)
    {
        BlankText(open);
        ReadCode(inHole: true);
        BlankText(close);
    }

    private int Run(char wanted, int from)
    {
        var end = from;
        while (end < source.Length && source[end] == wanted) end++;
        return end - from;
    }

    private void BlankText(int count)
    {
        for (var stop = Math.Min(at + count, source.Length); at < stop; at++)
        {
            Blank(codeOnly);
            Blank(withoutStrings);
        }
    }

    private void Blank(char[] view)
    {
        if (view[at] != '\n') view[at] = ' ';
    }
}
