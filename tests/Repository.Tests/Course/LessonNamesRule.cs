using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Course;

/// <summary>Notebooks and the folders of exercises and solutions are numbered and named as the lessons; one number has one name everywhere.</summary>
internal sealed class LessonNamesRule
{
    internal static IEnumerable<Violation> Check(PathSet paths)
    {
        var found = new List<(string Path, string Lesson)>();
        foreach (var room in new[] { "notebooks", "exercises", "solutions" })
        {
            foreach (var name in paths.Under(room))
            {
                var isFolder = paths.Under($"{room}/{name}").Any();
                var isLesson = room == "notebooks" ? !isFolder : isFolder;
                if (isLesson && (isFolder || name.EndsWith(".ipynb", StringComparison.Ordinal))) found.Add(($"{room}/{name}", name.Split('.')[0]));
                else if (room == "notebooks" && name is not ("apps" or "README.md" or "INSTRUCTORS.md")) yield return new Violation($"{room}/{name}", 1, "Here are notebooks, their two guides and apps/ only; put it beside the app that needs it.");
            }
        }
        foreach (var (path, lesson) in found.Where(entry => !Lessons.Has(entry.Lesson)))
        {
            yield return new Violation(path, 1, $"No lesson is called '{lesson}'; the lessons stand in Lessons.cs.");
        }
        foreach (var same in found.Where(entry => Lessons.Has(entry.Lesson)).GroupBy(entry => entry.Lesson[..2]))
        {
            var first = same.First().Lesson;
            foreach (var (path, lesson) in same.Where(entry => entry.Lesson != first)) yield return new Violation(path, 1, $"Lesson {same.Key} is called '{first}' elsewhere; use one name.");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Check(Tree.Paths));

    [TestCase("notebooks/04-task-definitions.ipynb", 0)]
    [TestCase("notebooks/06-services-and-deployments.ipynb", 0)]
    [TestCase("notebooks/apps/web/Dockerfile", 0)]
    [TestCase("exercises/catalog.json", 0)]
    [TestCase("notebooks/4-task-definitions.ipynb", 1)]
    [TestCase("notebooks/04-tasks.ipynb", 1)]
    [TestCase("exercises/17-more/A.cs", 1)]
    [TestCase("exercises/04-task-definitions-too/A.cs", 1)]
    [TestCase("notebooks/notes.txt", 1)]
    public void It_bites(string path, int violations) =>
        Check(new PathSet(["notebooks/04-task-definitions.ipynb", "exercises/04-task-definitions/A.cs", "notebooks/06-services-and-deployments.ipynb", path]))
            .Should().HaveCount(violations);
}
