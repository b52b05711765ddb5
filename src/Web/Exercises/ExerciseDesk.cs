using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Workbook.Learning.Exercises;

namespace Workbook.Web.Exercises;

/// <summary>What stands in an exercise's file.</summary>
/// <param name="Text">C#.</param>
/// <param name="Version">Another text has another one.</param>
internal sealed record ExerciseDraft(string Text, string Version);

/// <summary>The learner's files of exercises: those under <c>exercises/</c>, which the terminal and other editors work on as well.</summary>
internal sealed class ExerciseDesk(string root)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, string> _tasks = new(StringComparer.Ordinal);

    /// <summary>Where submissions of the course lie.</summary>
    public string Folder { get; } = Path.Combine(root, "exercises");

    /// <exception cref="IOException">It cannot be read.</exception>
    public ExerciseDraft Read(Exercise exercise)
    {
        var text = File.ReadAllText(FileOf(exercise));
        return new(text, VersionOf(text));
    }

    /// <summary>
    /// The docstring that the course gives the exercise; what the learner's file has where the course's history is not there, as in a copy without git.
    /// </summary>
    public async Task<string> TaskAsync(Exercise exercise, CancellationToken cancellation)
    {
        try
        {
            if (!_tasks.TryGetValue(exercise.Name, out var task)) _tasks[exercise.Name] = task = ExerciseTask.Docstring(await CourseFiles.StubAsync(root, exercise, cancellation), exercise.Name);
            return task;
        }
        catch (CatalogException)
        {
            return ExerciseTask.Docstring(Read(exercise).Text, exercise.Name);
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    /// <param name="exercise">Whose.</param>
    /// <param name="text">C#.</param>
    /// <param name="basedOn">The version that it was made from.</param>
    /// <returns>The new version; null: somebody else has written meanwhile, and nothing was done.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public string? Save(Exercise exercise, string text, string basedOn)
    {
        lock (_gate)
        {
            var there = Read(exercise);
            if (there.Text == text) return there.Version;
            if (there.Version != basedOn) return null;
            var partial = FileOf(exercise) + ".partial";
            File.WriteAllText(partial, text);
            File.Move(partial, FileOf(exercise), overwrite: true);
            return VersionOf(text);
        }
    }

    private string FileOf(Exercise exercise) => Path.Combine(Folder, exercise.File);

    private static string VersionOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
