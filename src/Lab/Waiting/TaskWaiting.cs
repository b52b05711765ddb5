using Amazon.ECS;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>Waiting for tasks. ECS tells nobody when a task moves on: one has to ask, again and again, but not too often.</summary>
public static class TaskWaiting
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Asks DescribeTasks until the task is in the status, and returns the task as it is then.</summary>
    /// <param name="ecs">The client.</param>
    /// <param name="cluster">Name or ARN of the task's cluster.</param>
    /// <param name="task">Id or ARN of the task.</param>
    /// <param name="status">One of <see cref="TaskLifecycle.Statuses"/>, such as RUNNING.</param>
    /// <param name="timeout">How long to keep asking; five minutes unless given.</param>
    /// <param name="time">The clock to wait by; the machine's unless given.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TaskNotReachedException">
    /// The task can no longer get there, because it is about to stop; or there is no such task; or time ran out.
    /// </exception>
    public static async Task<EcsTask> WaitForTaskAsync(
        this IAmazonECS ecs, string cluster, string task, string status,
        TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var wanted = TaskLifecycle.Place(status);
        if (wanted < 0) throw new ArgumentException($"'{status}' is no status of a task. There are: {string.Join(", ", TaskLifecycle.Statuses)}.", nameof(status));
        time ??= TimeProvider.System;
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var answer = await ecs.DescribeTasksAsync(new() { Cluster = cluster, Tasks = [task] }, cancellation);
            var now = answer.Tasks?.FirstOrDefault() ?? throw new TaskNotReachedException($"There is no task {task} in cluster {cluster}.", null);
            if (TaskLifecycle.Place(now.LastStatus) >= wanted && TaskLifecycle.IsEnding(now.LastStatus) == TaskLifecycle.IsEnding(status)) return now;
            if (TaskLifecycle.IsEnding(now.LastStatus) && !TaskLifecycle.IsEnding(status))
                throw new TaskNotReachedException($"The task will not be {status} any more, it is {now.LastStatus}: {TaskLifecycle.WhyItStopped(now)}.", now);
            if (time.GetElapsedTime(started) >= (timeout ?? Patience))
                throw new TaskNotReachedException($"The task is {now.LastStatus} and not {status} after {(timeout ?? Patience).TotalSeconds:0} s.", now);
            await Task.Delay(pause, time, cancellation);
        }
    }
}
