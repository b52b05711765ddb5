using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>Projects refer to each other exactly as the picture in ARCHITECTURE.md shows.</summary>
internal sealed class ArrowsRule
{
    /// <summary>Marks an arrow that is followed at compile time only.</summary>
    private const string Analyzer = " (analyzer)";

    /// <summary>Marks an arrow to the client of the Docker Engine, and to none of AWS's.</summary>
    private const string Docker = " (Docker)";

    private static readonly SortedDictionary<string, string[]> Picture = new(StringComparer.Ordinal)
    {
        ["Cli"] = ["Web", "Server", "Learning", "Lab", "Sdk", "SubmissionHost"],
        ["Web"] = ["Server", "Learning", "Lab", "Sdk"],
        ["Server"] = ["Engine", "Generator" + Analyzer],
        ["Engine"] = ["Orchestration", "Sdk" + Docker],
        ["Orchestration"] = ["Shapes"],
        ["Shapes"] = ["Generator" + Analyzer],
        ["Sdk"] = ["Generator" + Analyzer],
        ["Generator"] = [],
        ["Learning"] = ["Sdk" + Docker],
        ["Lab"] = ["Sdk"],
        ["SubmissionHost"] = ["Lab"],
        ["exercises"] = ["Lab", "Sdk"],
        ["solutions"] = ["Lab", "Sdk"],
    };

    // What is no part of the product may look at all of it.
    private static readonly string[] Onlookers = ["tests", "benchmarks", "eng"];

    internal static IEnumerable<Violation> Check(IReadOnlyCollection<TextFile> files)
    {
        var arrows = files.Where(ProjectFile.IsOne).SelectMany(file => Arrows(new ProjectFile(file))).ToList();
        foreach (var (from, to, at) in arrows)
        {
            if (Onlookers.Contains(from))
            {
                if (Onlookers.Contains(to) && !at.Advice.StartsWith(Own(at.Path), StringComparison.Ordinal)) yield return at with { Advice = $"{at.Path} must not reference {to}; put what both need into src, or let each have its own." };
            }
            else if (!Picture.TryGetValue(from, out var allowed)) yield return at with { Advice = $"'{from}' is no room of ARCHITECTURE.md; draw it there and add it to this rule." };
            else if (!allowed.Contains(to)) yield return at with { Advice = $"{from} must not reference {to}; its arrows are: {(allowed.Length == 0 ? "none" : string.Join(", ", allowed))}." };
        }
        // Sample applications are whole by themselves: that they refer to nothing is found above.
        foreach (var file in files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal) && !file.IsIn("notebooks/apps")))
        {
            var room = ProjectFile.RoomOf(file.Path);
            if (!Picture.TryGetValue(room, out var expected))
            {
                if (!Onlookers.Contains(room)) yield return new Violation(file.Path, 1, $"'{room}' is no room of ARCHITECTURE.md; draw it there and add it to this rule.");
                continue;
            }
            foreach (var missing in expected.Where(to => !arrows.Any(arrow => arrow.From == room && arrow.To == to)))
            {
                yield return new Violation(file.Path, 1, $"The picture shows {room} → {missing}, the projects do not; take the arrow out of ARCHITECTURE.md and of this rule.");
            }
        }
    }

    private static IEnumerable<(string From, string To, Violation At)> Arrows(ProjectFile project)
    {
        foreach (var item in project.Projects())
        {
            yield return (project.Room, ProjectFile.RoomOf(item.Include) + (item.IsAnalyzer ? Analyzer : ""), new Violation(project.Path, item.Line, item.Include));
        }
        foreach (var item in project.Items("AwsSdk")) yield return (project.Room, "Sdk", new Violation(project.Path, item.Line, ""));
        foreach (var item in project.Items("DockerSdk")) yield return (project.Room, "Sdk" + Docker, new Violation(project.Path, item.Line, ""));
    }

    // tests/A.Tests/ of whatever lies in it.
    private static string Own(string path) => string.Join('/', path.Split('/').Take(2)) + "/";

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Text));

    [TestCase("src/Lab/Lab.csproj", "<AwsSdk Include=\"AWSSDK.ECS\" />", 0)]
    [TestCase("src/Lab/Lab.csproj", "<AwsSdk Include=\"AWSSDK.ECS\" /><ProjectReference Include=\"../Server/Server.csproj\" />", 1)]
    [TestCase("src/Lab/Lab.csproj", "", 1)]
    [TestCase("src/Engine/Engine.csproj", "<ProjectReference Include=\"..\\Orchestration\\Orchestration.csproj\" /><DockerSdk Include=\"Docker.DotNet\" />", 0)]
    [TestCase("src/Engine/Engine.csproj", "<ProjectReference Include=\"..\\Orchestration\\Orchestration.csproj\" />", 1)]
    [TestCase("src/Shapes/Shapes.csproj", "<ProjectReference Include=\"../Generator/Generator.csproj\" />", 2)]
    [TestCase("src/Learning/Learning.csproj", "<DockerSdk Include=\"Docker.DotNet\" />", 0)]
    [TestCase("src/Learning/Learning.csproj", "<DockerSdk Include=\"Docker.DotNet\" /><ProjectReference Include=\"../../exercises/Exercises.csproj\" />", 1)]
    [TestCase("src/Learning/Learning.csproj", "<DockerSdk Include=\"Docker.DotNet\" /><AwsSdk Include=\"AWSSDK.ECS\" />", 1)]
    [TestCase("src/Sdk/Directory.Build.targets", "<ProjectReference Include=\"$(MSBuildThisFileDirectory)../Generator/Generator.csproj\" OutputItemType=\"Analyzer\" />", 0)]
    [TestCase("src/New/New.csproj", "", 1)]
    [TestCase("tests/A.Tests/A.Tests.csproj", "<ProjectReference Include=\"../../src/Cli/Cli.csproj\" />", 0)]
    [TestCase("tests/A.Tests/A.Tests.csproj", "<ProjectReference Include=\"../B.Tests/B.Tests.csproj\" />", 1)]
    [TestCase("tests/A.Tests/A.Tests.csproj", "<ProjectReference Include=\"Checks/Checks.csproj\" />", 0)]
    public void It_bites(string path, string items, int violations) =>
        Check([new TextFile(path, $"<Project>\n<ItemGroup>{items}</ItemGroup>\n</Project>")]).Should().HaveCount(violations);
}
