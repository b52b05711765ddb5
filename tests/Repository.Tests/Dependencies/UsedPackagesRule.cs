using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>Versions stand in Directory.Packages.props only, each for a package that some project uses.</summary>
internal sealed class UsedPackagesRule
{
    internal static IEnumerable<Violation> Check(IEnumerable<TextFile> files)
    {
        var projects = files.Where(ProjectFile.IsOne).Select(file => new ProjectFile(file)).ToList();
        var pinned = Items(projects, "PackageVersion").ToLookup(pair => pair.Item.Include, StringComparer.OrdinalIgnoreCase);
        var used = Items(projects, "PackageReference").Concat(Items(projects, "AwsSdk")).ToList();
        foreach (var (project, item) in used)
        {
            if (!pinned.Contains(item.Include)) yield return new Violation(project.Path, item.Line, $"Give {item.Include} a version in Directory.Packages.props.");
            if (item.Element.Attribute("Version") is not null || item.Element.Attribute("VersionOverride") is not null)
            {
                yield return new Violation(project.Path, item.Line, $"Move the version of {item.Include} to Directory.Packages.props.");
            }
        }
        var names = used.Select(pair => pair.Item.Include).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var same in pinned)
        {
            var (project, item) = same.First();
            if (!names.Contains(same.Key)) yield return new Violation(project.Path, item.Line, $"No project uses {same.Key}; remove it.");
            if (same.Count() > 1) yield return new Violation(project.Path, same.Last().Item.Line, $"{same.Key} has two versions; keep one.");
        }
    }

    private static IEnumerable<(ProjectFile Project, ProjectFile.Item Item)> Items(IEnumerable<ProjectFile> projects, string kind) =>
        projects.SelectMany(project => project.Items(kind).Select(item => (project, item)));

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Text));

    [TestCase("<PackageReference Include=\"A\" />", 0)]
    [TestCase("<AwsSdk Include=\"A\" />", 0)]
    [TestCase("<PackageReference Include=\"A\" Version=\"2.0\" />", 1)]
    [TestCase("<PackageReference Include=\"A\" /><PackageReference Include=\"B\" />", 1)]
    [TestCase("", 1)]
    public void It_bites(string items, int violations) =>
        Check([
            new TextFile("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"A\" Version=\"1.0\" /></ItemGroup></Project>"),
            new TextFile("src/Cli/Cli.csproj", $"<Project><ItemGroup>{items}</ItemGroup></Project>"),
        ]).Should().HaveCount(violations);
}
