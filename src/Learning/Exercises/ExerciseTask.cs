using System.Text.RegularExpressions;

namespace Workbook.Learning.Exercises;

/// <summary>The task of an exercise: the docstring of its class.</summary>
public static class ExerciseTask
{
    /// <summary>The XML of the docstring, without its slashes; empty where there is none.</summary>
    /// <param name="source">What stands in the exercise's file.</param>
    /// <param name="name">The exercise's name, which is its class's.</param>
    public static string Docstring(string source, string name)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var end = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"\bclass {name}\b"));
        var begin = end;
        while (begin > 0 && lines[begin - 1].TrimStart().StartsWith("///", StringComparison.Ordinal)) begin--;
        return end < 0 ? "" : string.Join('\n', lines[begin..end].Select(line => line.TrimStart()[3..]));
    }
}
