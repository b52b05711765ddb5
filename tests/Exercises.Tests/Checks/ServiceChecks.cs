using Workbook;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>For exercises about deployments: reads from the times that tasks carry how many of them there were.</summary>
public abstract class ServiceChecks : LoadBalancingChecks
{
    /// <summary>All tasks of a service that are not forgotten yet, oldest first.</summary>
    protected async Task<IReadOnlyList<EcsTask>> TasksOfServiceAsync(string cluster, string service) =>
        [.. (await TasksOfAsync(cluster)).Where(task => task.Group == "service:" + service)];

    /// <summary>The tasks that run and are meant to go on.</summary>
    protected static IReadOnlyList<EcsTask> Running(IEnumerable<EcsTask> tasks) =>
        [.. tasks.Where(task => task is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" })];

    /// <summary>What runs, such as <c>4 of shop:1, 2 of shop:2</c>.</summary>
    protected static string RunningInWords(IEnumerable<EcsTask> tasks) =>
        ListOf(Running(tasks).CountBy(RevisionOf).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Value} of {each.Key}"));

    /// <summary>How few tasks ran at any moment since then.</summary>
    protected static int FewestRunning(IReadOnlyList<EcsTask> tasks, DateTimeOffset since) =>
        Moments(tasks, since).Min(moment => tasks.Count(task => task.StartedAt <= moment && !(EndOf(task) <= moment)));

    /// <summary>How many tasks were starting or running at any moment since then.</summary>
    protected static int MostThere(IReadOnlyList<EcsTask> tasks, DateTimeOffset since) =>
        Moments(tasks, since).Max(moment => tasks.Count(task => task.CreatedAt <= moment && !(EndOf(task) <= moment)));

    /// <summary>The cluster's own time; where it is no workbook that could be asked, the machine's.</summary>
    protected async Task<DateTimeOffset> NowAsync()
    {
        try
        {
            return (await Aws.Workbook.StatusAsync()).Now;
        }
        catch (WorkbookException error) when (error.InnerException is not HttpRequestException)
        {
            return TimeProvider.System.GetUtcNow();
        }
    }

    private static DateTime? EndOf(EcsTask task) => task.StoppingAt ?? task.StoppedAt;

    private static IEnumerable<DateTime> Moments(IEnumerable<EcsTask> tasks, DateTimeOffset since) =>
    [
        since.UtcDateTime,
        .. tasks.SelectMany(task => new[] { task.CreatedAt, task.StartedAt, EndOf(task) }).OfType<DateTime>().Select(moment => moment.ToUniversalTime()).Where(moment => moment > since.UtcDateTime),
    ];
}
