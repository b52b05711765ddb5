using System.Diagnostics;
using System.Text;

namespace Workbook.Repository.Tests.Reading;

/// <summary>The files of this repository, also those not committed yet; nothing that is ignored or built.</summary>
internal static class Tree
{
    private static readonly string[] Ignored = [".git", "artifacts", "TestResults", "node_modules", ".vs", ".idea", ".workbook", "bin", "obj"];

    /// <summary>The folder of Workbook.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every path.</summary>
    public static PathSet Paths { get; } = new(FromGit() ?? FromDisk());

    // What the grader is tested with keeps no rules: that is what it is for.
    private const string Cheats = "tests/Exercises.Tests/Cheats";

    /// <summary>Every text file, but for the corpus of cheats.</summary>
    public static IReadOnlyList<TextFile> Text { get; } = [.. Paths.Files.Where(path => !path.StartsWith(Cheats, StringComparison.Ordinal)).Select(Read).OfType<TextFile>()];

    /// <summary>Every C# file. None of them is generated: what is generated is never written to the tree.</summary>
    public static IEnumerable<TextFile> CSharp => WithExtension(".cs");

    /// <summary>Every text file with one of these extensions.</summary>
    public static IEnumerable<TextFile> WithExtension(params string[] extensions) =>
        Text.Where(file => extensions.Contains(Path.GetExtension(file.Path), StringComparer.Ordinal));

    // Outputs may be outside the repository (WORKBOOK_ARTIFACTS); then the path of this very file leads back.
    private static string FindRoot([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Above(AppContext.BaseDirectory) ?? Above(here) ?? Above(Environment.CurrentDirectory)
        ?? throw new InvalidOperationException($"There is no Workbook.sln above {AppContext.BaseDirectory}, nor above {here}.");

    private static string? Above(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Workbook.sln"))) return folder;
        }
        return null;
    }

    /// <summary>What git knows or would add; null where there is no git, or another repository's.</summary>
    internal static IReadOnlyList<string>? FromGit()
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in new[] { "ls-files", "-z", "--cached", "--others", "--exclude-standard" }) start.ArgumentList.Add(argument);
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var listed = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            // A copy inside another repository is a folder that git ignores or does not know.
            return git.ExitCode == 0 && listed.Contains("Workbook.sln") ? [.. listed.Where(path => File.Exists(Path.Combine(Root, path)))] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no git.
            return null;
        }
    }

    /// <summary>What lies there, without what .gitignore names.</summary>
    internal static IEnumerable<string> FromDisk() =>
        Below(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Where(path => !path.EndsWith(".user", StringComparison.Ordinal));

    // Never goes into what is ignored: another build may be writing there.
    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(folder).Concat(Directory.GetDirectories(folder).Where(inner => !Ignored.Contains(Path.GetFileName(inner))).SelectMany(Below));

    private static TextFile? Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path.Combine(Root, path));
        }
        catch (FileNotFoundException)
        {
            // Someone has removed it since it was listed.
            return null;
        }
        return bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0) ? null : new TextFile(path, Encoding.UTF8.GetString(bytes));
    }
}
