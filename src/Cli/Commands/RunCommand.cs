using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbook.Engine.Time;
using Workbook.Learning.Notebooks;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook run NOTEBOOK…</c>: runs notebooks without a front end, each on an engine of its own.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan CellTimeout = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebook files (.ipynb).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where to write the notebooks with their outputs.", HelpName = "DIR" };
        var backend = Backends.CreateOption();
        var command = new Command("run", "Run notebooks from first cell to last; the exit code is 0 when every cell did what it should.")
        {
            notebooks, backend, output,
        };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(notebooks)!, result.GetValue(backend)!, result.GetValue(output), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string backend, DirectoryInfo? output, CancellationToken cancellation)
    {
        var failed = 0;
        foreach (var path in paths)
        {
            try
            {
                if (!await RunAsync(path, backend, output, cancellation)) failed++;
            }
            catch (Exception error) when (error is NotebookFormatException or KernelStartException or IOException or UnauthorizedAccessException)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]{path}: {error.Message}[/]");
                failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string path, string backend, DirectoryInfo? output, CancellationToken cancellation)
    {
        var notebook = NotebookFile.Read(path);
        await using var aws = await LocalAws.StartAsync(new() { Engine = Backends.Engine(backend, ClockMode.Automatic) }, cancellation);
        await using var kernel = await KernelProcess.StartAsync(Kernels.Launch(path, aws.Endpoint), cancellation);
        AnsiConsole.MarkupLineInterpolated($"[bold]{path}[/]");
        var result = await NotebookRunner.RunAsync(notebook, kernel, new() { CellTimeout = CellTimeout }, Show, cancellation);
        if (output is not null)
        {
            output.Create();
            var target = Path.Combine(output.FullName, Path.GetFileName(path));
            result.Notebook.Write(target);
            AnsiConsole.MarkupLineInterpolated($"  written to {target}");
        }
        if (result.Failure is { } failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]  failed in cell {failure.Cell.Number}: {failure.Error.Name}[/]");
            foreach (var line in failure.Error.Traceback) AnsiConsole.WriteLine("  " + line);
            return false;
        }
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]  {result.CellsRun} cells ran in {result.Elapsed.TotalSeconds:0.0} s.[/]");
        return true;
    }

    private static void Show(CellProgress progress)
    {
        if (progress.Outcome is not { } outcome) return;
        var title = progress.Cell.Source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && !line.StartsWith("#!", StringComparison.Ordinal)) ?? "";
        var mark = outcome.Status == CellStatus.Ok || progress.Cell.RaisesException ? "[green]ok[/]" : "[red]failed[/]";
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"  {progress.CodeCell,2}/{progress.CodeCells} {mark} {progress.Elapsed.TotalSeconds,5:0.0} s  [grey]{Markup.Escape(title.Length > 70 ? title[..69] + "…" : title)}[/]"));
    }
}
