using System.Text.RegularExpressions;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>
/// A submission that is wrong in one way, with what the grader has to say of it. It is the file of its exercise, under
/// <c>tests/Exercises.Tests/Wrong/EXERCISE/</c>, and begins with a line for each check that has to find it:
/// <code>// fails: DefinitionFitsFargate: Expected the CPU units of hello:1 to be "256", but found "512".</code>
/// The text after the check's name has to be part of the check's message.
/// </summary>
public sealed partial record WrongSubmission(Exercise Exercise, string Name, string Text, IReadOnlyList<(string Check, string Message)> Fails)
{
    /// <summary>Where they are, under the root of a course.</summary>
    public const string Place = "tests/Exercises.Tests/Wrong";

    /// <summary>How many an exercise has at least.</summary>
    public const int Fewest = 3;

    /// <summary>Those of an exercise, by name.</summary>
    public static IReadOnlyList<WrongSubmission> Of(Exercise exercise, string root)
    {
        var folder = Path.Combine(root, Place, exercise.Name);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(path => Read(exercise, path))]
            : [];
    }

    private static WrongSubmission Read(Exercise exercise, string path)
    {
        var text = File.ReadAllText(path);
        return new(exercise, Path.GetFileNameWithoutExtension(path), text, [.. Expectation().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))]);
    }

    [GeneratedRegex("^// fails: ([A-Za-z0-9]+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Expectation();
}
