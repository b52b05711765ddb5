using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Web.Tests;

/// <summary>A copy of the course, which a test may change.</summary>
internal sealed class CourseFolder : IDisposable
{
    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(SourceFolder(), "..", ".."));

    private static readonly (string Folder, string Files)[] Parts =
        [("notebooks", "*.ipynb"), ("exercises", "catalog.json"), ("exercises", "*.cs"), ("solutions", "*.cs"), ("tests/Exercises.Tests/Checks", "*.cs")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-web-");

    public CourseFolder()
    {
        foreach (var file in Parts.SelectMany(part => Directory.EnumerateFiles(System.IO.Path.Combine(Root, part.Folder), part.Files, SearchOption.AllDirectories)))
        {
            var copy = System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Path => _folder.FullName;

    /// <summary>Where the learner's copy of a lesson is.</summary>
    public string Copy(string lesson) => System.IO.Path.Combine(Path, ".workbook", "notebooks", lesson + ".ipynb");

    /// <summary>Gives the course a history, in which exercises are as it gives them out.</summary>
    public async Task CommitAsync()
    {
        foreach (var arguments in new string[][] { ["init", "-q"], ["add", "exercises"], ["-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "course"] })
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Path })!;
            await git.WaitForExitAsync();
            git.ExitCode.Should().Be(0);
        }
    }

    /// <summary>Adds a lesson of these cells of code, under a heading.</summary>
    public void Write(string lesson, params string[] cells)
    {
        JsonObject[] all =
        [
            new() { ["cell_type"] = "markdown", ["id"] = "text", ["metadata"] = new JsonObject(), ["source"] = $"# {lesson[..2]} · A lesson\n\nText with *emphasis*.\n" },
            .. cells.Select((code, index) => new JsonObject { ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"c{index + 1}", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = code }),
        ];
        var notebook = new JsonObject { ["cells"] = new JsonArray([.. all]), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
        File.WriteAllText(System.IO.Path.Combine(Path, "notebooks", lesson + ".ipynb"), JsonSerializer.Serialize(notebook));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string SourceFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
