using System.Text;

namespace Workbook.Learning.Grading;

/// <summary>The report as GitHub-flavoured Markdown: a heading for each exercise, a table of its checks. What a submission has to do with is escaped.</summary>
public static class MarkdownReport
{
    public static byte[] ToBytes(GradeReport report)
    {
        var text = new StringBuilder();
        text.Append($"# {report.Score} of {report.MaxScore} points\n");
        foreach (var warning in report.Warnings) text.Append($"\n> {Line(warning)}\n");
        foreach (var exercise in report.Exercises) Write(text, exercise);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, ExerciseResult result)
    {
        text.Append($"\n## {result.Exercise.Lesson.Number} {result.Exercise.Name}: {(result.NotGraded is null ? $"{result.Score} of {result.MaxScore}" : "not graded")}\n\n{Line(result.Exercise.Title)}\n");
        if (result.NotGraded is { } reason) text.Append($"\n{Line(reason)}\n");
        foreach (var line in result.Feedback) text.Append($"\n- {Line(line)}");
        if (result.Feedback.Count > 0) text.Append('\n');
        text.Append("\n| Requirement | Points | |\n|---|---|---|\n");
        foreach (var check in result.Checks)
        {
            string[] said = [ReportText.Status(check.Status), .. check.Message is { } message ? [message] : Array.Empty<string>(), .. check.Hint is { } hint ? [$"Hint: {hint}"] : Array.Empty<string>()];
            text.Append($"| {Line(check.Requirement)} | {check.Points}/{check.MaxPoints} | {string.Join("<br>", said.SelectMany(each => each.Split('\n')).Select(Line))} |\n");
        }
    }

    // One line of text that stays one: no table, no link, no tag can come of it.
    private static string Line(string text)
    {
        var line = new StringBuilder();
        foreach (var c in ReportText.Plain(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~' or '&' or '@') line.Append('\\');
            line.Append(c == '\n' ? ' ' : c);
        }
        return line.ToString();
    }
}
