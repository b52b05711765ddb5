using System.CommandLine;
using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook export NOTEBOOK… --html --cs</c>: notebooks as pages and as programs, without running them.</summary>
internal static class ExportCommand
{
    // What a program may refer to.
    private static readonly string[] Rooms = ["Lab", "Learning"];

    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebook files (.ipynb).", Arity = ArgumentArity.OneOrMore };
        var html = new Option<bool>("--html") { Description = "A page that needs nothing else, with the outputs that the file has." };
        var script = new Option<bool>("--cs") { Description = "A C# file for `dotnet run FILE.cs`." };
        var output = new Option<DirectoryInfo>("--out") { Description = "Where to write them; without it, the current folder.", HelpName = "DIR", DefaultValueFactory = _ => new(".") };
        var command = new Command("export", "Write notebooks as HTML pages or as C# programs.") { notebooks, html, script, output };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(html) && !result.GetValue(script)) result.AddError("Say what to write: --html, --cs or both.");
        });
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(notebooks)!, result.GetValue(html), result.GetValue(script), result.GetValue(output)!, cancellation));
        return command;
    }

    /// <summary>Writes a notebook as a page.</summary>
    /// <returns>The page's path.</returns>
    public static async Task<string> WriteHtmlAsync(NotebookFile notebook, string path, DirectoryInfo output, CancellationToken cancellation)
    {
        var target = Target(path, output, ".html");
        await File.WriteAllTextAsync(target, HtmlExport.ToHtml(notebook, Path.GetDirectoryName(Path.GetFullPath(path))), cancellation);
        return target;
    }

    private static async Task<int> RunAsync(string[] paths, bool html, bool script, DirectoryInfo output, CancellationToken cancellation)
    {
        var failed = 0;
        foreach (var path in paths)
        {
            try
            {
                var notebook = NotebookFile.Read(path);
                if (html) Console.WriteLine(await WriteHtmlAsync(notebook, path, output, cancellation));
                if (script) Console.WriteLine(await WriteScriptAsync(notebook, path, output, cancellation));
            }
            catch (Exception error) when (error is NotebookFormatException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(error.Message);
                failed++;
            }
        }
        return failed == 0 ? 0 : 2;
    }

    private static async Task<string> WriteScriptAsync(NotebookFile notebook, string path, DirectoryInfo output, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var target = Target(path, output, ".cs");
        var root = Ancestors(folder).Concat(Ancestors(AppContext.BaseDirectory)).FirstOrDefault(one => File.Exists(Path.Combine(one, "src", "Lab", "Lab.csproj")))
            ?? throw new NotebookFormatException($"'{path}' does not lie in a checkout of the workbook, whose library the program needs (src/Lab).");
        string[] projects = [.. Rooms.Select(name => Path.GetRelativePath(output.FullName, Path.Combine(root, "src", name, name + ".csproj")).Replace('\\', '/'))];
        await File.WriteAllTextAsync(target, await ScriptExport.ToScriptAsync(notebook, new() { References = LearnerLibraries.Paths, BaseDirectory = folder }, projects, cancellation), cancellation);
        return target;
    }

    private static string Target(string path, DirectoryInfo output, string extension)
    {
        output.Create();
        return Path.Combine(output.FullName, Path.GetFileNameWithoutExtension(path) + extension);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var one = new DirectoryInfo(folder); one is not null; one = one.Parent) yield return one.FullName;
    }
}
