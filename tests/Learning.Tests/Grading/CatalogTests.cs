using Workbook.Learning.Exercises;

namespace Workbook.Learning.Tests.Grading;

public sealed class CatalogTests
{
    private const string Good =
        """
        {
          "lessons": [{ "number": "04", "folder": "04-task-definitions", "title": "Task definitions", "exercises": [{
            "name": "FirstTask", "title": "A task", "points": 3, "difficulty": "easy", "minutes": 5,
            "backends": ["embedded"], "call": "FirstTask.RunAsync(aws.Ecs)", "hints": ["Look."],
            "checks": [{ "name": "Exists", "points": 1 }, { "name": "Runs", "points": 2 }]
          }] }]
        }
        """;

    [TestCase(null)]
    [TestCase("04")]
    [TestCase("4")]
    [TestCase("04-Task-Definitions")]
    [TestCase("firsttask")]
    public void Finds_by_number_folder_and_name(string? id) =>
        CatalogJson.Parse(Good, "catalog.json").Find(id).Should().ContainSingle().Which.File.Should().Be("04-task-definitions/FirstTask.cs");

    [TestCase("")]
    [TestCase("05")]
    [TestCase("first")]
    public void Lists_what_there_is_for_what_there_is_not(string id) =>
        CatalogJson.Parse(Good, "catalog.json").Invoking(catalog => catalog.Find(id)).Should().Throw<CatalogException>()
            .Which.Message.Should().Contain($"'{id}'").And.Contain("04  Task definitions: FirstTask");

    [TestCase("\"points\": 3", "\"points\": 4", "FirstTask: its checks are worth 3 points together, the exercise 4")]
    [TestCase("\"easy\"", "\"trivial\"", "the difficulty 'trivial' is none of easy, medium, hard")]
    [TestCase("[\"Look.\"]", "[]", "it has no hints")]
    [TestCase("[\"embedded\"]", "[]", "it has no backend")]
    [TestCase("\"Runs\"", "\"Exists\"", "the check Exists is there more than once")]
    [TestCase("\"name\": \"FirstTask\"", "\"name\": \"../FirstTask\"", "the name has to be that of a class")]
    [TestCase("\"number\": \"04\"", "\"number\": \"05\"", "begin with the lesson's number")]
    [TestCase("\"minutes\": 5", "\"minuts\": 5", "line 3")]
    [TestCase("\"easy\", \"minutes\": 5", "\"easy\"", "minutes")]
    [TestCase("\"minutes\": 5", "\"minutes\": \"five\"", "line 3")]
    [TestCase("}] }]", "}] }", "catalog.json")]
    public void Says_what_is_wrong(string good, string bad, string message) =>
        FluentActions.Invoking(() => CatalogJson.Parse(Good.Replace(good, bad, StringComparison.Ordinal), "catalog.json"))
            .Should().Throw<CatalogException>().Which.Message.Should().StartWith("catalog.json").And.Contain(message);

    [Test]
    public void A_catalogue_that_is_not_there_is_named() =>
        FluentActions.Invoking(() => ExerciseCatalog.Load("/nowhere")).Should().Throw<CatalogException>().Which.Message.Should().Contain("exercises/catalog.json");

    [Test]
    public void The_check_compares_both_trees_and_the_tests()
    {
        var root = Directory.CreateTempSubdirectory("workbook-course-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "exercises/04-task-definitions"));
            Directory.CreateDirectory(Path.Combine(root, "solutions/04-task-definitions"));
            File.WriteAllText(Path.Combine(root, "exercises/04-task-definitions/FirstTask.cs"), "");
            File.WriteAllText(Path.Combine(root, "solutions/04-task-definitions/Other.cs"), "");
            var tests = new Dictionary<string, IReadOnlyList<string>> { ["FirstTask"] = ["Exists", "Stops"], ["Ghost"] = ["Haunts"] };

            CatalogCheck.Problems(CatalogJson.Parse(Good, "catalog.json"), root, tests).Should().BeEquivalentTo(
                "FirstTask: solutions/04-task-definitions/FirstTask.cs is missing",
                "solutions/04-task-definitions/Other.cs belongs to no exercise of the catalogue",
                "FirstTask: no test is called Runs",
                "FirstTask: the test Stops is not in the catalogue",
                "there are tests for Ghost, which is no exercise of the catalogue");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
