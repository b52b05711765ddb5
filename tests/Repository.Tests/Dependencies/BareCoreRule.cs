using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>The core and the shapes have no packages: what they are made of can be read in this repository.</summary>
internal sealed class BareCoreRule
{
    internal static IEnumerable<Violation> Check(TextFile file) =>
        !ProjectFile.IsOne(file) || !file.IsIn("src/Orchestration", "src/Shapes")
            ? []
            : from project in new[] { new ProjectFile(file) }
              from item in project.Items("PackageReference").Concat(project.Items("FrameworkReference"))
              select new Violation(file.Path, item.Line, $"{project.Room} has no packages; pass what {item.Include} gives in from the engine.");

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.SelectMany(Check));

    [TestCase("src/Shapes/Shapes.csproj", 1)]
    [TestCase("src/Engine/Engine.csproj", 0)]
    public void It_bites(string path, int violations) =>
        Check(new TextFile(path, "<Project><ItemGroup><PackageReference Include=\"A\" /></ItemGroup></Project>")).Should().HaveCount(violations);
}
