using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>The commands of <c>workbook</c> that documents show are commands of the Cli.</summary>
internal sealed class CommandsRule
{
    internal static IEnumerable<Violation> Check(TextFile document, IEnumerable<TextFile> cli)
    {
        var commands = cli.SelectMany(file => Regex.Matches(file.Text, @"new Command\(\s*""(?<name>[\w-]+)""").Select(match => match.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, offset) in Markdown.Code(document))
        {
            foreach (Match match in Regex.Matches(code, @"^(?:\./)?workbook (?<name>[a-z][\w-]*)", RegexOptions.Multiline))
            {
                if (!commands.Contains(match.Groups["name"].Value)) yield return new Violation(document.Path, document.LineAt(offset + match.Index), $"workbook has no command {match.Groups["name"].Value}; it has {string.Join(", ", commands.Order())}.");
            }
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Markdown.Documents.SelectMany(file => Check(file, Tree.CSharp.Where(code => code.IsIn("src/Cli")))));

    [TestCase("```sh\n./workbook run a.ipynb\n./workbook\n```", 0)]
    [TestCase("`workbook run`", 0)]
    [TestCase("`workbook fly`", 1)]
    [TestCase("```sh\n./workbook fly\n```", 1)]
    public void It_bites(string text, int violations) =>
        Check(new TextFile("README.md", text), [new TextFile("src/Cli/A.cs", "var command = new Command(\"run\", \"Runs.\");")]).Should().HaveCount(violations);
}
