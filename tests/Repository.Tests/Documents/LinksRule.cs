using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>Links to files and headings of this repository lead somewhere.</summary>
internal sealed class LinksRule
{
    internal static IEnumerable<Violation> Check(IReadOnlyCollection<TextFile> documents, PathSet paths)
    {
        foreach (var document in documents)
        {
            foreach (var (target, offset) in Markdown.Links(document))
            {
                if (Regex.IsMatch(target, @"^(?:[a-z][a-z0-9+.-]*:|//)")) continue;
                var parts = target.Split('#', 2);
                var path = parts[0].Length == 0 ? document.Path : PathSet.Resolve(document.Folder, Uri.UnescapeDataString(parts[0]));
                var line = document.LineAt(offset);
                if (path is null || !paths.Has(path)) yield return new Violation(document.Path, line, $"There is no {target}; write it or correct the link.");
                else if (parts.Length > 1 && documents.FirstOrDefault(other => other.Path == path) is { } other && !Markdown.Anchors(other).Contains(parts[1]))
                {
                    yield return new Violation(document.Path, line, $"{path} has no heading #{parts[1]}; correct the link.");
                }
            }
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check([.. Markdown.Documents], Tree.Paths));

    [TestCase("[a](../src/A.cs)", 0)]
    [TestCase("[a](../src)", 0)]
    [TestCase("[a](b.md#the-end-of-it)", 0)]
    [TestCase("[a](#here)\n\n## Here", 0)]
    [TestCase("[a](https://example.com/missing.md)", 0)]
    [TestCase("`[a](missing.md)`", 0)]
    [TestCase("```\n[a](missing.md)\n```", 0)]
    [TestCase("[a](missing.md)", 1)]
    [TestCase("[a](../../../out.md)", 1)]
    [TestCase("[a](b.md#the-start)", 1)]
    [TestCase("[a](#there)", 1)]
    [TestCase("[a]: missing.md", 1)]
    public void It_bites(string text, int violations) =>
        Check([new TextFile("docs/a.md", text), new TextFile("docs/b.md", "# The `end` of it!\n")], new PathSet(["docs/a.md", "docs/b.md", "src/A.cs"]))
            .Should().HaveCount(violations);
}
