namespace Workbook.Learning.Exercises;

/// <summary>All exercises, as <c>exercises/catalog.json</c> lists them.</summary>
public sealed class ExerciseCatalog
{
    /// <summary>The catalogue's place under the root of a course.</summary>
    public const string Place = "exercises/catalog.json";

    internal ExerciseCatalog(IReadOnlyList<Lesson> lessons, IReadOnlyList<Exercise> exercises)
    {
        Lessons = lessons;
        Exercises = exercises;
    }

    public IReadOnlyList<Lesson> Lessons { get; }

    /// <summary>In the order of the course.</summary>
    public IReadOnlyList<Exercise> Exercises { get; }

    /// <exception cref="CatalogException">It is not there, or not as it has to be; the message says where.</exception>
    public static ExerciseCatalog Load(string root) => CatalogJson.Read(Path.Combine(root, Place));

    /// <summary>The exercises that a learner means.</summary>
    /// <param name="id">
    /// A lesson's number (<c>04</c> or <c>4</c>) or folder, or an exercise's name, in any case; null for all.
    /// </param>
    /// <exception cref="CatalogException">There are none; the message lists what there is.</exception>
    public IReadOnlyList<Exercise> Find(string? id)
    {
        if (id is null) return Exercises;
        var found = Exercises.Where(exercise => Is(exercise.Name, id) || Is(exercise.Lesson.Folder, id) || Is(exercise.Lesson.Number, id.PadLeft(2, '0'))).ToList();
        return found.Count > 0 ? found : throw new CatalogException($"There is no exercise or lesson '{id}'. There are:\n{Listing()}");
    }

    /// <summary>The one exercise of a name, in any case.</summary>
    /// <exception cref="CatalogException">There is none, or the name is a lesson's; the message lists what there is.</exception>
    public Exercise ByName(string name) => Find(name) is [var exercise] && Is(exercise.Name, name)
        ? exercise
        : throw new CatalogException($"'{name}' is a lesson. Name one of its exercises: {string.Join(", ", Find(name).Select(each => each.Name))}.");

    private string Listing() => string.Join('\n', Lessons.Select(lesson =>
        $"  {lesson.Number}  {lesson.Title}: {string.Join(", ", Exercises.Where(exercise => exercise.Lesson == lesson).Select(exercise => exercise.Name))}"));

    private static bool Is(string name, string id) => string.Equals(name, id, StringComparison.OrdinalIgnoreCase);
}
