using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Layout;

/// <summary>
/// Every project is in Workbook.sln, so that <c>dotnet build</c> builds it. Sample applications are built as images, and what
/// a tool of eng needs is built by that tool.
/// </summary>
internal sealed class SolutionRule
{
    private static readonly string[] Elsewhere = ["notebooks/apps/", "eng/"];

    internal static IEnumerable<Violation> Check(PathSet paths, TextFile solution)
    {
        var listed = Regex.Matches(solution.Text, @"""([^""]+\.\w*proj)""").ToDictionary(match => match.Groups[1].Value.Replace('\\', '/'), match => solution.LineAt(match.Index));
        foreach (var (project, line) in listed.Where(entry => !paths.Has(entry.Key))) yield return new Violation(solution.Path, line, $"{project} is gone; dotnet sln remove it.");
        foreach (var project in paths.Files.Where(path => path.EndsWith("proj", StringComparison.Ordinal) && !Elsewhere.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))))
        {
            if (!listed.ContainsKey(project)) yield return new Violation(project, 1, $"Add it to the solution: dotnet sln add {project}");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths, Tree.Text.Single(file => file.Path == "Workbook.sln")));

    [Test]
    public void It_bites() =>
        Check(
            new PathSet(["src/A/A.csproj", "src/B/B.csproj", "notebooks/apps/web/web.csproj", "eng/tool/Tool.csproj"]),
            new TextFile("Workbook.sln", "\nProject(\"{1}\") = \"A\", \"src\\A\\A.csproj\", \"{2}\"\nProject(\"{1}\") = \"C\", \"src\\C\\C.csproj\", \"{3}\""))
            .Select(violation => $"{violation.Path}:{violation.Line}").Should().Equal("Workbook.sln:3", "src/B/B.csproj:1");
}
