using Spectre.Console;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary>
/// Results in the terminal. Every line says in words what its colour says too, one thing after the other, so that it
/// reads the same without colours and aloud.
/// </summary>
internal static class GradeView
{
    private const int MostOutputLines = 12;

    public static void Show(ExerciseResult result)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{result.Exercise.Lesson.Number} {result.Exercise.Name}[/] – {result.Exercise.Title}");
        if (result.NotGraded is { } reason) AnsiConsole.MarkupLineInterpolated($"  [yellow]not graded[/]: {reason}");
        foreach (var line in result.Feedback) Indented(line, 2);
        if (!result.IsFull) ShowOutput(result.Output);
        if (result.IsNotApplicable) AnsiConsole.MarkupLineInterpolated($"  [yellow]skipped[/] {result.Checks[0].Message}");
        else foreach (var check in result.Checks) Show(check);
        if (result.NotGraded is null && !result.IsNotApplicable) AnsiConsole.MarkupLineInterpolated($"  [{(result.IsFull ? "green" : "default")}]{result.Score} of {result.MaxScore} points[/]");
        AnsiConsole.WriteLine();
    }

    public static void ShowTotal(GradeReport report)
    {
        if (report.Exercises.Count > 1) AnsiConsole.MarkupLineInterpolated($"[bold]Total: {report.Score} of {report.MaxScore} points[/]");
        if (report.IsFull) AnsiConsole.MarkupLine("[green]All requirements are met.[/]");
        else if (report.Exercises.FirstOrDefault(result => result is { IsFull: false, IsNotApplicable: false }) is { } next) AnsiConsole.WriteLine($"A hint: ./workbook hint {next.Exercise.Name}");
    }

    private static void Show(CheckResult check)
    {
        if (check.Passed)
        {
            AnsiConsole.MarkupLineInterpolated($"  [green]passed[/]  {check.Requirement} ({check.Points}/{check.MaxPoints})");
            return;
        }
        if (check.Status == CheckStatus.NotApplicable)
        {
            AnsiConsole.MarkupLineInterpolated($"  [yellow]skipped[/] {check.Requirement}");
            if (check.Message is { } why) Indented(why, 10);
            return;
        }
        AnsiConsole.MarkupLineInterpolated($"  [red]missing[/] {check.Requirement} ({check.Points}/{check.MaxPoints})");
        if (check.Message is { } message) Indented(message, 10);
        if (check.Hint is { } hint) Indented("Hint: " + hint, 10);
    }

    private static void ShowOutput(string output)
    {
        var lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines is [""]) return;
        AnsiConsole.MarkupLine("  It printed:");
        foreach (var line in lines.Take(MostOutputLines)) Indented(line, 4);
        if (lines.Length > MostOutputLines) AnsiConsole.WriteLine($"    … and {lines.Length - MostOutputLines} more lines");
    }

    private static void Indented(string text, int indent)
    {
        foreach (var line in text.Split('\n')) AnsiConsole.Write(new Padder(new Text(Printable(line)), new Padding(indent, 0, 0, 0)));
    }

    // Control sequences of a submission, printed or as a name in its cluster, must not get at the terminal of the person who grades it.
    private static string Printable(string line) => new([.. line.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c)]);
}
