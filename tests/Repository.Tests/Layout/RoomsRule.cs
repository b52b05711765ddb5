using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Layout;

/// <summary>Every folder of src has its row in ARCHITECTURE.md, and every row its folder.</summary>
internal sealed class RoomsRule
{
    internal static IEnumerable<Violation> Check(PathSet paths, TextFile architecture)
    {
        var rows = architecture.Lines
            .Select((text, index) => (Room: text.StartsWith("| `src/", StringComparison.Ordinal) ? text.Split('`')[1] : null, Line: index + 1))
            .Where(row => row.Room is not null).ToList();
        foreach (var (room, line) in rows.Where(row => !paths.Has(row.Room!))) yield return new Violation(architecture.Path, line, $"{room} is gone; remove its row.");
        foreach (var room in paths.Under("src").Select(name => $"src/{name}").Where(room => rows.TrueForAll(row => row.Room != room)))
        {
            yield return new Violation(room, 1, "Give it a row in the rooms of ARCHITECTURE.md.");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths, Tree.Text.Single(file => file.Path == "ARCHITECTURE.md")));

    [Test]
    public void It_bites() =>
        Check(new PathSet(["src/A/A.cs", "src/B/B.cs"]), new TextFile("ARCHITECTURE.md", "| room |\n| `src/A` | a |\n| `src/C` | c |"))
            .Select(violation => violation.ToString()[..20]).Should().Equal("ARCHITECTURE.md:3: s", "src/B:1: Give it a r");
}
