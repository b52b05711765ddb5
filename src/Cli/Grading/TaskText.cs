using System.Net;
using System.Text.RegularExpressions;
using Spectre.Console;
using Workbook.Learning.Exercises;

namespace Workbook.Cli.Grading;

/// <summary>The task of an exercise, which is the docstring of its class, for a terminal.</summary>
internal static partial class TaskText
{
    /// <summary>Shows it; nothing where the file is not there or has no such docstring.</summary>
    public static void Show(string file, string name)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1)).AddColumn();
        var number = 0;
        foreach (var paragraph in Paragraphs(ExerciseTask.Docstring(File.Exists(file) ? File.ReadAllText(file) : "", name)))
        {
            if (paragraph.IsItem) grid.AddRow(new Text($"{++number}."), new Text(paragraph.Text));
            else grid.AddRow(Text.Empty, new Text(paragraph.Text));
        }
        if (grid.Rows.Count > 0) AnsiConsole.Write(grid);
    }

    internal static IEnumerable<(bool IsItem, string Text)> Paragraphs(string docstring)
    {
        foreach (Match part in Part().Matches(docstring))
        {
            var text = Space().Replace(WebUtility.HtmlDecode(Tag().Replace(part.Value, "")), " ").Trim();
            if (text.Length > 0) yield return (part.Value.StartsWith("<item>", StringComparison.Ordinal), text);
        }
    }

    // A list's item, or what stands between two of them.
    [GeneratedRegex("<item>.*?</item>|(?:(?!<item>|<para>).)+|<para>(?:(?!<item>|</para>).)*", RegexOptions.Singleline)]
    private static partial Regex Part();

    // A reference without text of its own shows what it refers to.
    [GeneratedRegex("<see(?:also)? (?:cref|langword)=\"(?:[A-Z]:)?|\" ?/>|</?[a-z][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();
}
