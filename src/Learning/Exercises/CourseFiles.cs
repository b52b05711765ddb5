using System.Diagnostics;

namespace Workbook.Learning.Exercises;

/// <summary>What git knows of the course's files.</summary>
public static class CourseFiles
{
    private const string Unsolved = "NotImplementedException";

    /// <summary>An exercise's file as the course gives it out: the newest version in its history that is unsolved.</summary>
    /// <exception cref="CatalogException">There is no git, or no such version.</exception>
    public static async Task<string> StubAsync(string root, Exercise exercise, CancellationToken cancellation)
    {
        var file = $"exercises/{exercise.File}";
        var (versions, _) = await GitAsync(root, cancellation, "log", "--format=%H", "--", file);
        foreach (var version in versions.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (text, exitCode) = await GitAsync(root, cancellation, "show", $"{version}:./{file}");
            if (exitCode == 0 && text.Contains(Unsolved, StringComparison.Ordinal)) return text;
        }
        throw new CatalogException($"The history of this checkout has no unsolved {file}. Get it from where you got the workbook.");
    }

    /// <summary>Makes an exercise's file what the course gives out. What was there is kept beside it.</summary>
    /// <returns>Where the learner's is kept; null: there was nothing to keep.</returns>
    /// <exception cref="CatalogException">There is no git, or no such version.</exception>
    public static async Task<string?> ResetAsync(string root, Exercise exercise, CancellationToken cancellation)
    {
        var stub = await StubAsync(root, exercise, cancellation);
        return Reset(Path.Combine(root, "exercises", exercise.File), stub);
    }

    /// <summary>Makes a file what the course gives out. What was there is kept beside it.</summary>
    /// <returns>Where it is kept; null: there was nothing to keep.</returns>
    /// <exception cref="IOException">The files cannot be moved or written.</exception>
    public static string? Reset(string file, string stub)
    {
        string? kept = null;
        if (File.Exists(file) && File.ReadAllText(file) != stub)
        {
            // Not .cs, or it would be compiled along.
            kept = Enumerable.Range(1, int.MaxValue).Select(number => $"{file}.{number}.old").First(path => !File.Exists(path));
            File.Move(file, kept);
        }
        File.WriteAllText(file, stub);
        return kept;
    }

    /// <summary>What git finds different between two files, in colour where there is a terminal.</summary>
    /// <exception cref="CatalogException">There is no git.</exception>
    public static async Task<string> DiffAsync(string root, string from, string to, bool colours, CancellationToken cancellation) =>
        (await GitAsync(root, cancellation, "diff", "--no-index", colours ? "--color=always" : "--color=never", "--", from, to)).Output;

    private static async Task<(string Output, int ExitCode)> GitAsync(string root, CancellationToken cancellation, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = git.StandardOutput.ReadToEndAsync(cancellation);
            await git.StandardError.ReadToEndAsync(cancellation);
            await git.WaitForExitAsync(cancellation);
            return (await output, git.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CatalogException("This takes git, which is not installed here.");
        }
    }
}
