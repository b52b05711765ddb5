using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Layout;

/// <summary>What stands at the top of the repository is a table of contents: this, no more and no less.</summary>
internal sealed class TopLevelRule
{
    private static readonly string[] Known =
    [
        ".ci", ".devcontainer", ".editorconfig", ".github", ".gitignore", "ARCHITECTURE.md", "BannedSymbols.txt", "CHANGELOG.md",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "LICENSE", "README.md", "Workbook.sln",
        "benchmarks", "eng", "exercises", "global.json", "notebooks", "solutions", "src", "tests", "workbook", "workbook.cmd",
    ];

    internal static IEnumerable<Violation> Check(PathSet paths)
    {
        var there = paths.Under("").ToList();
        foreach (var name in there.Except(Known)) yield return new Violation(name, 1, "Put it in a room of its own below, or add it to this rule.");
        foreach (var name in Known.Except(there)) yield return new Violation(name, 1, "It is missing; write it, or remove it from this rule.");
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths));

    [Test]
    public void It_bites()
    {
        var complete = Known.Select(name => name.Contains('.') || name is "LICENSE" or "workbook" ? name : name + "/a").ToList();
        Check(new PathSet(complete)).Should().BeEmpty();
        Check(new PathSet([.. complete, "notes.txt"])).Should().ContainSingle().Which.Path.Should().Be("notes.txt");
        Check(new PathSet(complete.Skip(1))).Should().ContainSingle();
    }
}
