using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary><c>workbook run NOTEBOOK…</c>: runs notebooks without a front end, each on an engine of its own unless AWS_ENDPOINT_URL names another.</summary>
internal static class RunCommand
{
    private const int CellFailed = 1;
    private const int NotRun = 2;
    private const double DefaultTimeout = 300;
    private const double LongestTimeout = 86_400;

    private sealed record Settings(string? Backend, DirectoryInfo? Output, bool Html, TimeSpan CellTimeout);

    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebook files (.ipynb).", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where to write the notebooks with their outputs; the originals stay as they are.", HelpName = "DIR" };
        var html = new Option<bool>("--html") { Description = "Write them as HTML pages as well; needs --out." };
        var timeout = new Option<double>("--timeout") { Description = "How long one cell may run.", HelpName = "SECONDS", DefaultValueFactory = _ => DefaultTimeout };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= LongestTimeout)) result.AddError("--timeout takes a number of seconds above 0, and at most a day.");
        });
        var backend = Backends.CreateOption();
        var command = new Command("run", "Run notebooks from first cell to last. The exit code is 0 when every cell did what it should, 1 when one did not, 2 when a notebook could not be run.")
        {
            notebooks, backend, output, html, timeout,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(html) && result.GetValue(output) is null) result.AddError("--html needs a folder to write to: --out DIR.");
        });
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(notebooks)!,
            new(KernelBackend.Asked(result, backend), result.GetValue(output), result.GetValue(html), TimeSpan.FromSeconds(result.GetValue(timeout))),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, Settings settings, CancellationToken cancellation)
    {
        var worst = 0;
        foreach (var path in paths)
        {
            var code = await GuardedAsync(path, settings, cancellation);
            // That a cell failed says more than that another notebook could not be run.
            if (code == CellFailed || worst == 0) worst = code;
            if (cancellation.IsCancellationRequested) break;
        }
        return worst;
    }

    private static async Task<int> GuardedAsync(string path, Settings settings, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(path, settings, cancellation) ? 0 : CellFailed;
        }
        catch (Exception error) when (error is NotebookFormatException or KernelStartException or IOException or UnauthorizedAccessException)
        {
            var message = error.Message.Contains(path, StringComparison.Ordinal) ? error.Message : $"{path}: {error.Message}";
            // Whole, however narrow the terminal: what it names is to be copied.
            await Console.Error.WriteLineAsync(message);
            return NotRun;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{path}: interrupted before its first cell.[/]");
            return NotRun;
        }
    }

    private static async Task<bool> RunAsync(string path, Settings settings, CancellationToken cancellation)
    {
        var notebook = NotebookFile.Read(path);
        NotebookRunner.Require(notebook);
        await using var aws = await KernelBackend.OpenAsync(settings.Backend, join: false, cancellation);
        await using var kernel = await KernelProcess.StartAsync(aws.Launch(Path.GetDirectoryName(Path.GetFullPath(path))!), cancellation);
        AnsiConsole.MarkupLineInterpolated($"[bold]{path}[/] [grey]on {aws.Description}[/]");
        var result = await RunLine.ShowAsync(show => NotebookRunner.RunAsync(notebook, kernel, new() { CellTimeout = settings.CellTimeout }, show, cancellation));
        if (settings.Output is { } output) await WriteAsync(result.Notebook, path, output, settings.Html, cancellation);
        if (result.Failure is { } failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]  failed in cell {failure.Cell.Number}: {failure.Error.Name}[/]");
            foreach (var line in failure.Error.Traceback) AnsiConsole.WriteLine("  " + line);
            return false;
        }
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]  {result.CellsRun} cells ran in {result.Elapsed.TotalSeconds:0.0} s.[/]");
        return true;
    }

    private static async Task WriteAsync(NotebookFile notebook, string path, DirectoryInfo output, bool html, CancellationToken cancellation)
    {
        output.Create();
        var target = Path.Combine(output.FullName, Path.GetFileName(path));
        if (Path.GetFullPath(path) == target) throw new IOException("The notebook itself lies in the folder of --out and would be overwritten; choose another one.");
        notebook.Write(target);
        AnsiConsole.MarkupLineInterpolated($"  written to {target}");
        // What there is is written, also when the run was interrupted.
        if (html) AnsiConsole.MarkupLineInterpolated($"  written to {await ExportCommand.WriteHtmlAsync(notebook, path, output, cancellation.IsCancellationRequested ? CancellationToken.None : cancellation)}");
    }
}
