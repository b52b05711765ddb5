using System.Globalization;

namespace Workbook.Learning.Notebooks;

/// <summary>Some lines of a cell with the one in question marked.</summary>
internal static class SourceExcerpt
{
    /// <param name="source">The cell's code.</param>
    /// <param name="line">The line to mark, counted from 1.</param>
    /// <param name="around">How many lines to show before and after it.</param>
    public static string Of(string source, int line, int around)
    {
        var lines = source.Split('\n');
        var first = Math.Max(1, line - around);
        var last = Math.Min(lines.Length, line + around);
        return string.Join('\n', Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(number =>
        {
            var mark = number == line ? "-->" : "   ";
            return string.Create(CultureInfo.InvariantCulture, $"{mark} {number,4} | {lines[number - 1].TrimEnd('\r')}");
        }));
    }
}
