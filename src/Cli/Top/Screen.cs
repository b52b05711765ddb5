using System.Text;

namespace Workbook.Cli.Top;

/// <summary>Lines of coloured words, none wider than the terminal.</summary>
internal sealed class Screen(int width, bool hasColours)
{
    private readonly List<string> _lines = [];

    public int Width => width;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(params ReadOnlySpan<(string Text, Tone Tone)> parts)
    {
        var line = new StringBuilder();
        var room = width;
        foreach (var (text, tone) in parts)
        {
            var shown = text.Length <= room ? text : room == 0 ? "" : text[..(room - 1)] + "…";
            room -= shown.Length;
            if (hasColours && tone != Tone.Plain && shown.Length > 0) line.Append($"\e[{(int)tone}m").Append(shown).Append("\e[0m");
            else line.Append(shown);
        }
        // Spaces at an end are seen only where they have a colour.
        _lines.Add(hasColours ? line.ToString() : line.ToString().TrimEnd());
    }

    /// <summary>A text in a column: cut, or filled up.</summary>
    public static string Fit(string text, int width) => text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + "…";
}

/// <summary>The SGR parameter of a colour (ECMA-48).</summary>
internal enum Tone
{
    Plain = 0,
    Bold = 1,
    Dim = 2,
    Reverse = 7,
    Red = 31,
    Green = 32,
    Yellow = 33,
}
