using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.DotNet.Interactive.Formatting;
using Workbook.Learning.Notebooks;

// The names of .NET Interactive: what notebooks are written against, here and in every other C# front end.
namespace Microsoft.DotNet.Interactive;

/// <summary>The functions that every cell can call without a prefix.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The names that notebooks use.")]
public static class Kernel
{
    /// <summary>Shows a value beneath the cell, now, and not only when it is the cell's last expression.</summary>
    /// <param name="value">Any value; see <see cref="MimeBundle"/> for full control over its form.</param>
    /// <param name="mimeTypes">The one form to show a text in, such as <c>text/html</c> or <c>image/svg+xml</c>.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>HTML to show as it is; the text is not escaped.</summary>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>Text in Markdown.</summary>
    public static MimeBundle Markdown(string content) => new("text/markdown", content);

    /// <summary>A drawing: the text of an <c>&lt;svg&gt;</c> element.</summary>
    public static MimeBundle SVG(string content) => new("image/svg+xml", content);

    /// <summary>JSON, which front ends show as a tree.</summary>
    public static MimeBundle JSON(string content) => new("application/json", content);

    /// <summary>Adds a style sheet to the page that shows the notebook.</summary>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"));

    /// <summary>Runs a script in the page that shows the notebook; nothing runs where there is no page.</summary>
    public static void Javascript(string content) => display(content, "application/javascript");

    /// <summary>Removes what the running cell has shown so far.</summary>
    /// <param name="wait">Only when the next output comes.</param>
    public static void ClearOutput(bool wait = false) => OutputSink.Current?.Send(new ClearOutput(wait));

    /// <summary>Asks for something that must not be seen.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked.</exception>
    public static Task<string> GetPasswordAsync(string prompt = "") => GetInputAsync(prompt, isPassword: true);

    /// <summary>Asks the reader for a line of text.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked: the notebook runs without a front end.</exception>
    public static async Task<string> GetInputAsync(string prompt = "", bool isPassword = false)
        => (OutputSink.Current is { } sink ? await sink.AskAsync(new InputQuestion(prompt, isPassword)) : null)
        ?? throw new InvalidOperationException(
            $"Nobody can answer '{WebUtility.HtmlDecode(prompt)}': the notebook runs without a person in front of it. Use an environment variable or a constant.");
}
