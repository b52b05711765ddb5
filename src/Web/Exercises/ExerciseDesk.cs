using System.Security.Cryptography;
using System.Text;
using Workbook.Learning.Exercises;
using Workbook.Web.Seats;

namespace Workbook.Web.Exercises;

/// <summary>What stands in an exercise's file.</summary>
/// <param name="Text">C#.</param>
/// <param name="Version">Another text has another one.</param>
internal sealed record ExerciseDraft(string Text, string Version);

/// <summary>A person's files of exercises.</summary>
internal sealed class ExerciseDesk(SeatFolders folders, ExerciseStubs stubs)
{
    private readonly Lock _gate = new();

    /// <summary>What stands in the file, which the course gives out where there is none yet.</summary>
    /// <exception cref="IOException">It cannot be read, or not be made.</exception>
    /// <exception cref="CatalogException">The course's history is not there, as in a copy without git.</exception>
    public async Task<ExerciseDraft> OpenAsync(Exercise exercise, CancellationToken cancellation)
    {
        if (!File.Exists(FileOf(exercise))) Begin(exercise, await stubs.GetAsync(exercise, cancellation));
        return Read(exercise);
    }

    /// <summary>
    /// The docstring that the course gives the exercise; what the learner's file has where the course's history is not there, as in a copy without git.
    /// </summary>
    public async Task<string> TaskAsync(Exercise exercise, CancellationToken cancellation)
    {
        try
        {
            return ExerciseTask.Docstring(await stubs.GetAsync(exercise, cancellation), exercise.Name);
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
            Write(exercise, text);
            return VersionOf(text);
        }
    }

    /// <summary>What the course gives out, instead of what there is, which is kept beside it.</summary>
    /// <exception cref="IOException">The files cannot be moved.</exception>
    /// <exception cref="CatalogException">The course's history is not there, as in a copy without git.</exception>
    public async Task<ExerciseDraft> ResetAsync(Exercise exercise, CancellationToken cancellation)
    {
        CourseFiles.Reset(FileOf(exercise), await stubs.GetAsync(exercise, cancellation));
        return Read(exercise);
    }

    private string FileOf(Exercise exercise) => Path.Combine(folders.Exercises, exercise.File);

    private ExerciseDraft Read(Exercise exercise)
    {
        var text = File.ReadAllText(FileOf(exercise));
        return new(text, VersionOf(text));
    }

    private void Begin(Exercise exercise, string stub)
    {
        lock (_gate)
        {
            if (File.Exists(FileOf(exercise))) return;
            Directory.CreateDirectory(Path.GetDirectoryName(FileOf(exercise))!);
            Write(exercise, stub);
        }
    }

    private void Write(Exercise exercise, string text)
    {
        folders.Require(FileOf(exercise), () => Encoding.UTF8.GetByteCount(text));
        var partial = FileOf(exercise) + ".partial";
        File.WriteAllText(partial, text);
        File.Move(partial, FileOf(exercise), overwrite: true);
    }

    private static string VersionOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
