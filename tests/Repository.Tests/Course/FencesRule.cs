using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Course;

/// <summary>What notebooks show between fences says what it is: command lines in <c>sh</c> are executed by the tests, so that none is wrong.</summary>
internal sealed partial class FencesRule
{
    private static readonly string[] Known = ["sh", "sh docker", "text", "json", "csharp", "dockerfile", "xml", "yaml"];

    internal static IEnumerable<Violation> Check(TextFile notebook)
    {
        foreach (var (language, text) in Fences(notebook))
        {
            if (!Known.Contains(language)) yield return new Violation(notebook.Path, 1, $"A fence is marked '{language}'; say one of {string.Join(", ", Known)}.");
            else if (!language.StartsWith("sh", StringComparison.Ordinal) && Command().Match(text) is { Success: true } command)
                yield return new Violation(notebook.Path, notebook.LineAt(Math.Max(0, notebook.Text.IndexOf(command.Value.Trim(), StringComparison.Ordinal))), $"'{command.Value.Trim()}' is a command line; mark its fence sh, so that the tests execute it.");
        }
    }

    private static IEnumerable<(string Language, string Text)> Fences(TextFile notebook) =>
        from cell in JsonNode.Parse(notebook.Text)!["cells"]!.AsArray()
        where (string?)cell!["cell_type"] == "markdown"
        from Match fence in Fence().Matches(string.Concat(cell["source"]!.AsArray().Select(line => (string?)line)))
        select (fence.Groups["language"].Value, fence.Groups["text"].Value);

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.WithExtension(".ipynb").SelectMany(Check));

    [TestCase("sh", "aws ecs list-clusters", 0)]
    [TestCase("text", "aws ecs list-clusters", 1)]
    [TestCase("text", "the aws command", 0)]
    [TestCase("sh docker", "docker ps", 0)]
    [TestCase("console", "$ ls", 1)]
    [TestCase("", "x", 1)]
    public void It_bites(string language, string text, int violations)
    {
        var source = $"Look:\n```{language}\n{text}\n```";
        var notebook = new JsonObject { ["cells"] = new JsonArray(new JsonObject { ["cell_type"] = "markdown", ["source"] = new JsonArray(source) }) };
        Check(new TextFile("notebooks/a.ipynb", notebook.ToJsonString())).Should().HaveCount(violations);
    }

    [GeneratedRegex(@"^ *```(?<language>[^\n`]*)\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^aws .+$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
