using System.Text.Json;
using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Course;

/// <summary>The checks that the catalog gives points for exist, and their points are the exercise's.</summary>
internal sealed class ChecksRule
{
    private const string Checks = "tests/Exercises.Tests/Checks";

    internal static IEnumerable<Violation> Check(TextFile catalog, IReadOnlyCollection<TextFile> files)
    {
        using var json = JsonDocument.Parse(catalog.Text);
        foreach (var (lesson, exercise) in json.RootElement.GetProperty("lessons").EnumerateArray().SelectMany(lesson => lesson.GetProperty("exercises").EnumerateArray().Select(exercise => (lesson, exercise))))
        {
            var name = exercise.GetProperty("name").GetString()!;
            var line = catalog.LineAt(Math.Max(0, catalog.Text.IndexOf($"\"{name}\"", StringComparison.Ordinal)));
            var checks = exercise.GetProperty("checks").EnumerateArray().ToList();
            var (sum, points) = (checks.Sum(check => check.GetProperty("points").GetInt32()), exercise.GetProperty("points").GetInt32());
            if (sum != points) yield return new Violation(catalog.Path, line, $"The checks of {name} give {sum} points, the exercise {points}; make them agree.");
            var path = $"{Checks}/{lesson.GetProperty("folder").GetString()}/{name}Checks.cs";
            var code = files.FirstOrDefault(file => file.Path == path)?.Code;
            if (code is null) yield return new Violation(catalog.Path, line, $"{name} has no checks; write {path}.");
            foreach (var check in checks.Select(check => check.GetProperty("name").GetString()!).Where(check => code is not null && !Regex.IsMatch(code, $@"\b{Regex.Escape(check)}\s*\(")))
            {
                yield return new Violation(catalog.Path, line, $"{path} has no check {check}; write it or remove it from the catalog.");
            }
        }
    }

    [Test]
    public void The_repository_keeps_it() =>
        House.Keeps(Tree.Text.Where(file => file.Path == "exercises/catalog.json").SelectMany(catalog => Check(catalog, Tree.Text)));

    [TestCase("B", 3, 0)]
    [TestCase("B", 4, 1)]
    [TestCase("C", 3, 1)]
    public void It_bites(string check, int points, int violations) =>
        Check(
            new TextFile("exercises/catalog.json", $$"""{"lessons":[{"folder":"04-a","exercises":[{"name":"A","points":3,"checks":[{"name":"{{check}}","points":{{points}} }]}]}]}"""),
            [new TextFile($"{Checks}/04-a/AChecks.cs", "public void B() => C;")])
            .Should().HaveCount(violations);

    [Test]
    public void Exercises_need_checks() =>
        Check(new TextFile("exercises/catalog.json", """{"lessons":[{"folder":"04-a","exercises":[{"name":"A","points":0,"checks":[]}]}]}"""), []).Should().ContainSingle();
}
