using System.Text.Json;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Course;

/// <summary>Each exercise is three things of one name: a file to fill in, a solution, and an entry in the catalog.</summary>
internal sealed class ExercisesRule
{
    private const string Catalog = "exercises/catalog.json";

    internal static IEnumerable<Violation> Check(PathSet paths, TextFile? catalog)
    {
        var stubs = InLessons(paths, "exercises");
        var solutions = InLessons(paths, "solutions");
        var listed = catalog is null ? [] : Listed(catalog).ToList();
        foreach (var stub in stubs.Except(solutions)) yield return new Violation($"exercises/{stub}", 1, $"Solve it in solutions/{stub}.");
        foreach (var solution in solutions.Except(stubs)) yield return new Violation($"solutions/{solution}", 1, $"It solves nothing; write exercises/{solution}.");
        foreach (var stub in stubs.Except(listed)) yield return new Violation($"exercises/{stub}", 1, $"Enter it in {Catalog}.");
        foreach (var entry in listed.Except(stubs)) yield return new Violation(Catalog, 1, $"There is no exercises/{entry}; write it or remove the entry.");
        foreach (var twice in listed.GroupBy(entry => entry).Where(same => same.Count() > 1)) yield return new Violation(Catalog, 1, $"{twice.Key} is listed twice.");
    }

    private static List<string> InLessons(PathSet paths, string room) =>
        [.. paths.Files.Where(path => path.StartsWith(room + "/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => path[(room.Length + 1)..]).Where(path => path.Contains('/'))];

    private static IEnumerable<string> Listed(TextFile catalog)
    {
        using var json = JsonDocument.Parse(catalog.Text);
        foreach (var lesson in json.RootElement.GetProperty("lessons").EnumerateArray())
        {
            foreach (var exercise in lesson.GetProperty("exercises").EnumerateArray())
                yield return $"{lesson.GetProperty("folder").GetString()}/{exercise.GetProperty("name").GetString()}.cs";
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths, Tree.Text.SingleOrDefault(file => file.Path == Catalog)));

    [TestCase("exercises/04-a/A.cs solutions/04-a/A.cs exercises/GlobalUsings.cs", 0)]
    [TestCase("exercises/04-a/A.cs", 1)]
    [TestCase("solutions/04-a/A.cs", 2)]
    [TestCase("exercises/04-a/A.cs solutions/04-a/A.cs exercises/04-a/B.cs solutions/04-a/B.cs", 1)]
    public void It_bites(string paths, int violations) =>
        Check(new PathSet(paths.Split(' ')), new TextFile(Catalog, """{"lessons":[{"folder":"04-a","exercises":[{"name":"A"}]}]}""")).Should().HaveCount(violations);

    [Test]
    public void Exercises_need_a_catalog() => Check(new PathSet(["exercises/04-a/A.cs", "solutions/04-a/A.cs"]), null).Should().ContainSingle();
}
