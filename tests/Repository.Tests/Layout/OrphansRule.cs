using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Layout;

/// <summary>Every C# file is compiled by a project: it lies under one, or one compiles its folder.</summary>
internal sealed class OrphansRule
{
    internal static IEnumerable<Violation> Check(IReadOnlyCollection<TextFile> files)
    {
        var projects = files.Where(ProjectFile.IsOne).ToList();
        var folders = projects.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => file.Folder)
            .Concat(projects.Select(file => new ProjectFile(file)).SelectMany(project => project.Items("Compile").Select(item => PathSet.FolderOf(project.Locate(item.Include).Split('*')[0]))))
            .Where(folder => folder.Length > 0).ToArray();
        return files
            .Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.IsIn("notebooks/apps") && !file.IsIn(folders))
            .Select(file => new Violation(file.Path, 1, "No project compiles it; move it under one or remove it."));
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Text));

    [Test]
    public void It_bites() =>
        Check([
            new TextFile("src/A/A.csproj", "<Project />"), new TextFile("src/A/B/C.cs", ""), new TextFile("src/D.cs", ""), new TextFile("src/S/Runtime/E/F.cs", ""),
            new TextFile("src/S/Directory.Build.targets", "<Project><Compile Include=\"$(MSBuildThisFileDirectory)Runtime/**/*.cs\" /></Project>"),
        ]).Should().ContainSingle().Which.Path.Should().Be("src/D.cs");
}
