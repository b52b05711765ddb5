using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Layout;

/// <summary>A test project is named after the project of src that it tests; beside these are Exercises.Tests and Repository.Tests.</summary>
internal sealed class TestProjectsRule
{
    internal static IEnumerable<Violation> Check(PathSet paths)
    {
        foreach (var folder in paths.Under("tests"))
        {
            var tested = folder.EndsWith(".Tests", StringComparison.Ordinal) ? folder[..^".Tests".Length] : "";
            if (tested is not ("Exercises" or "Repository") && !paths.Has($"src/{tested}/") || tested.Length == 0)
            {
                yield return new Violation($"tests/{folder}", 1, "Name it after what it tests: <project of src>.Tests.");
            }
            else if (!paths.Has($"tests/{folder}/{folder}.csproj")) yield return new Violation($"tests/{folder}", 1, $"It has no {folder}.csproj, so its tests never run.");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths));

    [TestCase("tests/Cli.Tests/Cli.Tests.csproj", 0)]
    [TestCase("tests/Exercises.Tests/Exercises.Tests.csproj", 0)]
    [TestCase("tests/Cli.Tests/A.cs", 1)]
    [TestCase("tests/Other.Tests/Other.Tests.csproj", 1)]
    [TestCase("tests/Shared/Shared.csproj", 1)]
    public void It_bites(string path, int violations) => Check(new PathSet(["src/Cli/Cli.csproj", path])).Should().HaveCount(violations);
}
