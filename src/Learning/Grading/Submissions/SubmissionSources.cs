using System.Text;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>A file of a submission, under its name relative to the submission's root.</summary>
internal sealed record SourceFile(string Name, string Text);

/// <summary>
/// Gathers what is compiled for an exercise: its own file, and the C# files beside it and in the root that are no
/// exercises themselves (helpers). Projects, analyzers and everything else that a submission may hold is not looked at.
/// </summary>
internal static class SubmissionSources
{
    private const int MostFiles = 50;
    private const int MostBytes = 512 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="SubmissionException">The submission is at fault; the message is for its author.</exception>
    public static IReadOnlyList<SourceFile> Read(string root, Exercise exercise, ExerciseCatalog catalog)
    {
        if (!Directory.Exists(root)) throw new SubmissionException($"There is no folder {root}.");
        if (!File.Exists(Path.Combine(root, exercise.File))) throw new SubmissionException($"{exercise.File} is missing.");
        var others = catalog.Exercises.Where(other => other.Name != exercise.Name).Select(other => other.File).ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            var files = new[] { "", exercise.Lesson.Folder }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs"))
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Where(name => !others.Contains(name))
                .Order(StringComparer.Ordinal)
                .Take(MostFiles + 1)
                .ToList();
            if (files.Count > MostFiles) throw new SubmissionException($"There are more than {MostFiles} C# files beside {exercise.File}.");
            var budget = MostBytes;
            return [.. files.Select(name => Read(root, name, ref budget))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SubmissionException($"The files cannot be read: {error.Message}");
        }
    }

    private static SourceFile Read(string root, string name, ref int budget)
    {
        var file = new FileInfo(Path.Combine(root, name));
        // A link could name any file of the grader's machine, whose text would then show in compiler messages.
        if (file.LinkTarget is not null || (name.Contains('/') && file.Directory!.LinkTarget is not null)) throw new SubmissionException($"{name} is a link. Hand in the file itself.");
        if (file.Length > budget) throw new SubmissionException($"The C# files are larger than {MostBytes / 1024} KiB together.");
        var bytes = File.ReadAllBytes(file.FullName);
        budget -= bytes.Length;
        try
        {
            return new(name, Strict.GetString(bytes).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            throw new SubmissionException($"{name} is not in UTF-8. Save it in that encoding.");
        }
    }
}
