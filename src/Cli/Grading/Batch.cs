using Spectre.Console;

namespace Workbook.Cli.Grading;

/// <summary>Many of one kind, some at the same time, with a progress bar where there is a terminal and a line now and then where there is none.</summary>
internal static class Batch
{
    /// <param name="title">What is done, such as <c>Grading</c>.</param>
    /// <param name="items">What it is done to.</param>
    /// <param name="jobs">How many at the same time.</param>
    /// <param name="action">What is done to each.</param>
    /// <param name="cancellation">Begins no more of them.</param>
    public static async Task ForEachAsync<T>(string title, IReadOnlyCollection<T> items, int jobs, Func<T, CancellationToken, Task> action, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation };
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: Math.Max(1, items.Count));
                await Parallel.ForEachAsync(items, options, async (item, token) =>
                {
                    await action(item, token);
                    bar.Increment(1);
                });
            });
    }
}
