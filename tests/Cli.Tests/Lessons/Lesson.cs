using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workbook.Cli.Tests.Lessons;

/// <summary>A notebook of the course.</summary>
internal sealed partial record Lesson(string Path)
{
    // Containers take real time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<Lesson> All { get; } = [.. Directory.GetFiles(System.IO.Path.Combine(Command.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal).Select(path => new Lesson(path))];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Lesson 08 needs days to pass.</summary>
    public bool IsForDocker => string.CompareOrdinal(Name, "08") < 0;

    /// <summary>What its fences in Markdown cells say, in order.</summary>
    /// <param name="language">All that stands after the backticks, such as <c>sh</c> or <c>sh docker</c>.</param>
    public IEnumerable<string> Fences(params string[] language)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(Path));
        var cells = notebook.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "markdown")
            .Select(cell => string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString())))
            .ToList();
        return cells.SelectMany(text => Fence().Matches(text)).Where(fence => language.Contains(fence.Groups["language"].Value)).Select(fence => fence.Groups["text"].Value).ToList();
    }

    /// <summary>Runs it with <c>workbook run</c>.</summary>
    /// <returns>The exit code, what the command said, and the cells' outputs as JSON.</returns>
    public async Task<(int ExitCode, string Output, IReadOnlyList<string> Outputs)> RunAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("workbook-run-");
        try
        {
            await using var run = Command.Start(["run", Path, "--out", folder.FullName, .. options]);
            var (exitCode, output) = await run.EndAsync(Patience);
            var executed = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(Path));
            if (!File.Exists(executed)) return (exitCode, output, []);
            using var notebook = JsonDocument.Parse(await File.ReadAllTextAsync(executed));
            return (exitCode, output, [.. notebook.RootElement.GetProperty("cells").EnumerateArray().Select(cell => cell.TryGetProperty("outputs", out var outputs) ? outputs.GetRawText() : "")]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public override string ToString() => Name;

    [GeneratedRegex(@"^```(?<language>[^\n`]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
