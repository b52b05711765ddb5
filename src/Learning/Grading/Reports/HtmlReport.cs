using System.Net;
using System.Text;

namespace Workbook.Learning.Grading;

/// <summary>The report as one page that needs nothing else: light, dark and printed. All texts are escaped, and the page allows no scripts.</summary>
public static class HtmlReport
{
    private const string Head =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Grade report</title>
        <style>
        :root { color-scheme: light dark; --line: light-dark(#d8dde3, #3a424c); --soft: light-dark(#57606a, #9aa4af); --passed: light-dark(#1a7f37, #57c878); --missing: light-dark(#b3261e, #ff8b80); --bar: light-dark(#e7ebef, #2a313a); }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .25rem; }
        .bar { height: .6rem; border-radius: .3rem; background: var(--bar); overflow: hidden; } .bar div { height: 100%; background: var(--passed); }
        table { border-collapse: collapse; width: 100%; } td { border-top: 1px solid var(--line); padding: .5rem .5rem .5rem 0; vertical-align: top; } td.points { white-space: nowrap; text-align: right; padding-right: 0; }
        td.status { width: 7.5rem; font-weight: 600; } .passed { color: var(--passed); } .missing { color: var(--missing); } .soft { color: var(--soft); }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .4rem; padding: .6rem; font-size: .85rem; } p { margin: .25rem 0; }
        @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
        </style>
        </head>
        <body>

        """;

    public static byte[] ToBytes(GradeReport report)
    {
        var page = new StringBuilder(Head);
        page.Append($"<h1>{report.Score} of {report.MaxScore} points</h1>\n<div class=\"bar\" role=\"img\" aria-label=\"{report.Score} of {report.MaxScore}\"><div style=\"width: {(report.MaxScore == 0 ? 0 : 100 * report.Score / report.MaxScore)}%\"></div></div>\n");
        foreach (var warning in report.Warnings) page.Append($"<p class=\"soft\">{Text(warning)}</p>\n");
        foreach (var exercise in report.Exercises) Write(page, exercise);
        page.Append("</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void Write(StringBuilder page, ExerciseResult result)
    {
        page.Append($"<h2>{Text(result.Exercise.Lesson.Number)} {Text(result.Exercise.Name)}: {(result.NotGraded is null ? $"{result.Score} of {result.MaxScore}" : "not graded")}</h2>\n<p class=\"soft\">{Text(result.Exercise.Title)}</p>\n");
        if (result.NotGraded is { } reason) page.Append($"<p>{Text(reason)}</p>\n");
        foreach (var line in result.Feedback) page.Append($"<pre>{Text(line)}</pre>\n");
        page.Append("<table>\n");
        foreach (var check in result.Checks)
        {
            var status = ReportText.Status(check.Status);
            page.Append($"<tr><td class=\"status {(check.Status == CheckStatus.NotApplicable ? "soft" : status)}\">{status}</td><td>{Text(check.Requirement)}");
            if (check.Message is { } message) page.Append($"<p>{Text(message).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
            if (check.Hint is { } hint) page.Append($"<p class=\"soft\">Hint: {Text(hint)}</p>");
            page.Append($"</td><td class=\"points\">{check.Points}/{check.MaxPoints}</td></tr>\n");
        }
        page.Append("</table>\n");
        if (result.Output.Length > 0 && !result.IsFull) page.Append($"<p class=\"soft\">It printed:</p>\n<pre>{Text(result.Output)}</pre>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(ReportText.Plain(text));
}
