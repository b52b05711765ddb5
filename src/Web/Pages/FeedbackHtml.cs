using System.Globalization;
using System.Net;
using System.Text;
using Workbook.Learning.Grading;
using Workbook.Web.Exercises;

namespace Workbook.Web.Pages;

/// <summary>What a check found, requirement by requirement.</summary>
internal static class FeedbackHtml
{
    public static string Of(CheckedExercise found)
    {
        var result = found.Result;
        var html = new StringBuilder();
        if (result.NotGraded is { } reason) html.Append("<p class=\"verdict\"><strong>Not graded.</strong> ").Append(Text(reason)).Append("</p>\n");
        else html.Append(CultureInfo.InvariantCulture, $"<p class=\"verdict{(result.IsFull ? " full" : "")}\"><strong>{result.Score} of {result.MaxScore} points.</strong>{(result.IsFull ? " Everything is as it should be." : "")}</p>\n");
        foreach (var line in result.Feedback.Append(found.Trouble).OfType<string>()) html.Append("<pre class=\"feedback\">").Append(Text(line)).Append("</pre>\n");
        html.Append("<ul class=\"checks\">\n");
        foreach (var check in result.Checks) html.Append(Item(check));
        html.Append("</ul>\n");
        if (!result.IsFull && result.Output.Trim() is { Length: > 0 } output) html.Append("<details><summary>What it printed</summary><pre class=\"example\">").Append(Text(output)).Append("</pre></details>\n");
        return html.ToString();
    }

    private static string Item(CheckResult check)
    {
        var (kind, word) = check.Status switch
        {
            CheckStatus.Passed => ("passed", "passed"),
            CheckStatus.Missing => ("missing", "missing"),
            CheckStatus.NotApplicable => ("skipped", "skipped"),
            _ => throw new System.Diagnostics.UnreachableException(check.Status.ToString()),
        };
        return string.Create(CultureInfo.InvariantCulture, $"<li class=\"{kind}\"><span class=\"word\">{word}</span> {Text(check.Requirement)} <span class=\"points\">{check.Points}/{check.MaxPoints}</span>")
            + (check.Message is { } message ? $"<pre class=\"feedback\">{Text(message)}</pre>" : "")
            + (check.Hint is { } hint ? $"<p class=\"hint\">Hint: {Text(hint)}</p>" : "") + "</li>\n";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
