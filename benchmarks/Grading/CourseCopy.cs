using System.Diagnostics;

namespace Workbook.Benchmarks.Grading;

/// <summary>A checkout of its own, where files can be changed.</summary>
internal sealed class CourseCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-grading-");

    public string Root => Path.Combine(_folder.FullName, "course");

    /// <param name="root">A checkout under git; what is not committed is not copied.</param>
    public static CourseCopy Of(string root)
    {
        var copy = new CourseCopy();
        using var git = Process.Start(new ProcessStartInfo("git", ["clone", "-q", root, copy.Root]))!;
        git.WaitForExit();
        return git.ExitCode == 0 ? copy : throw new InvalidOperationException($"{root} could not be cloned.");
    }

    /// <summary>A class in which everybody hands in the solutions.</summary>
    /// <returns>The folder with a folder for each student.</returns>
    public string HandIn(int students)
    {
        var submissions = Path.Combine(_folder.FullName, $"class-{students}");
        for (var student = 1; student <= students; student++) Copy(Path.Combine(Root, "solutions"), Path.Combine(submissions, $"student-{student:000}"));
        return submissions;
    }

    /// <summary>Puts a submission in the place of the solutions, as files that are newer than what was built of them.</summary>
    public void HandInHere()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "solutions"), "*.cs", SearchOption.AllDirectories)) File.AppendAllText(file, "// handed in\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.cs", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
