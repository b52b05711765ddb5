using System.Collections.Concurrent;
using Workbook.Learning.Exercises;

namespace Workbook.Web.Exercises;

/// <summary>Exercises as the course gives them out. Each is looked up once.</summary>
/// <param name="course">The root of the course.</param>
internal sealed class ExerciseStubs(string course)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>What stands in the file of an exercise before anybody has worked on it.</summary>
    /// <exception cref="CatalogException">The course's history is not there, as in a copy without git.</exception>
    public async Task<string> GetAsync(Exercise exercise, CancellationToken cancellation) =>
        _known.TryGetValue(exercise.Name, out var known) ? known : _known[exercise.Name] = await CourseFiles.StubAsync(course, exercise, cancellation);
}
