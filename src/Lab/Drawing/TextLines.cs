using System.Text.RegularExpressions;

namespace Workbook;

/// <summary>Texts made to fit a picture.</summary>
internal static partial class TextLines
{
    /// <summary>Lines of at most so many characters, broken between words.</summary>
    public static List<string> Wrap(string text, int most)
    {
        var lines = new List<string>();
        foreach (var word in text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= most) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return lines;
    }

    /// <summary>Ids of 32 digits would fill the line: eight tell them apart here.</summary>
    public static string ShortIds(string text) => LongId().Replace(text, "$1");

    [GeneratedRegex(@"\b([0-9a-f]{8})[0-9a-f]{24}\b")]
    private static partial Regex LongId();
}
