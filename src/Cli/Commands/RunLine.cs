using System.Globalization;
using Spectre.Console;
using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary>How a run is shown: a line for each cell that has ended, and in a terminal a bar below them.</summary>
internal static class RunLine
{
    private const int LongestTitle = 70;

    public static async Task<NotebookRunResult> ShowAsync(Func<Action<CellProgress>, Task<NotebookRunResult>> run)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive) return await run(Write);
        return await AnsiConsole.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn()).StartAsync(context =>
        {
            var bar = context.AddTask("starting");
            return run(progress =>
            {
                bar.MaxValue = progress.CodeCells;
                bar.Value = progress.Outcome is null ? progress.CodeCell - 1 : progress.CodeCell;
                bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{progress.CodeCell}/{progress.CodeCells} {Title(progress.Cell)}"));
                Write(progress);
            });
        });
    }

    private static void Write(CellProgress progress)
    {
        if (progress.Outcome is not { } outcome) return;
        var mark = progress.Failed ? "[red]failed[/]" : "[green]ok[/]";
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"  {progress.CodeCell,2}/{progress.CodeCells} {mark} {progress.Elapsed.TotalSeconds,5:0.0} s  [grey]{Markup.Escape(Title(progress.Cell))}[/]"));
    }

    private static string Title(NotebookCell cell)
    {
        var title = cell.Source.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && !line.StartsWith("#!", StringComparison.Ordinal)) ?? "";
        return title.Length > LongestTitle ? title[..(LongestTitle - 1)] + "…" : title;
    }
}
