using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Workbook.Learning.Exercises;

/// <summary>Reads the catalogue's file and refuses what does not add up, naming the exercise.</summary>
internal static partial class CatalogJson
{
    private static readonly string[] Difficulties = ["easy", "medium", "hard"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
    };

    private sealed record CatalogFile(List<LessonEntry> Lessons);

    private sealed record LessonEntry(string Number, string Folder, string Title, List<Entry> Exercises);

    private sealed record Entry(
        string Name, string Title, int Points, string Difficulty, int Minutes,
        List<string> Backends, string Call, List<string> Hints, List<ExerciseCheck> Checks);

    public static ExerciseCatalog Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException($"The catalogue of exercises cannot be read: {error.Message}", error);
        }
        return Parse(text, path);
    }

    public static ExerciseCatalog Parse(string text, string path)
    {
        CatalogFile file;
        try
        {
            file = JsonSerializer.Deserialize<CatalogFile>(text, Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new CatalogException($"{path}{(error.LineNumber is { } line ? $", line {line + 1}" : "")}: {error.Message}", error);
        }
        var problems = Problems(file).ToList();
        if (problems.Count > 0) throw new CatalogException($"{path}:\n{string.Join('\n', problems.Select(problem => "  " + problem))}");
        var lessons = file.Lessons.Select(entry => (Lesson: new Lesson(entry.Number, entry.Folder, entry.Title), entry.Exercises)).ToList();
        return new([.. lessons.Select(each => each.Lesson)], [.. lessons.SelectMany(each => each.Exercises.Select(entry => Of(entry, each.Lesson)))]);
    }

    private static Exercise Of(Entry entry, Lesson lesson) => new()
    {
        Name = entry.Name,
        Lesson = lesson,
        Title = entry.Title,
        Points = entry.Points,
        Difficulty = entry.Difficulty,
        Minutes = entry.Minutes,
        Backends = entry.Backends,
        Call = entry.Call,
        Hints = entry.Hints,
        Checks = entry.Checks,
    };

    private static IEnumerable<string> Problems(CatalogFile file)
    {
        foreach (var lesson in file.Lessons.Where(lesson => !Folder().IsMatch(lesson.Folder) || !lesson.Folder.StartsWith(lesson.Number + "-", StringComparison.Ordinal)))
            yield return $"lesson '{lesson.Folder}': the folder has to be two digits, a hyphen and a name in small letters, and to begin with the lesson's number";
        foreach (var name in Repeated(file.Lessons.Select(lesson => lesson.Number))) yield return $"lesson {name} is there more than once";
        var exercises = file.Lessons.SelectMany(lesson => lesson.Exercises).ToList();
        foreach (var name in Repeated(exercises.Select(entry => entry.Name))) yield return $"{name} is there more than once";
        foreach (var entry in exercises)
        {
            foreach (var problem in Problems(entry)) yield return $"{entry.Name}: {problem}";
        }
    }

    private static IEnumerable<string> Problems(Entry entry)
    {
        if (!Name().IsMatch(entry.Name)) yield return "the name has to be that of a class, such as FirstTask";
        if (!Difficulties.Contains(entry.Difficulty)) yield return $"the difficulty '{entry.Difficulty}' is none of {string.Join(", ", Difficulties)}";
        if (entry.Minutes <= 0) yield return "minutes has to be more than 0";
        if (entry.Backends.Count == 0) yield return "it has no backend";
        if (entry.Hints.Count == 0) yield return "it has no hints";
        if (entry.Checks.Count == 0) yield return "it has no checks";
        if (entry.Checks.Any(check => check.Points <= 0)) yield return "every check has to be worth at least one point";
        foreach (var name in Repeated(entry.Checks.Select(check => check.Name))) yield return $"the check {name} is there more than once";
        if (entry.Checks.Sum(check => check.Points) is var sum && sum != entry.Points) yield return $"its checks are worth {sum} points together, the exercise {entry.Points}";
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]{2}-[a-z0-9-]+\z")]
    private static partial Regex Folder();
}
