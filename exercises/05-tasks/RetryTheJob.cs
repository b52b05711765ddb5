using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>
/// Nobody replaces a task that failed, unless you do. In the cluster <c>night</c> jobs run on Fargate. All tasks with the
/// same <c>startedBy</c> are attempts of one job, and the latest of them says how the job stands. A timer calls your code every now
/// and then; each time it looks once, runs again what is to be run again, and comes back when that is RUNNING.
/// <list type="number">
/// <item>A job is run again when its latest attempt has STOPPED by chance: its container <c>app</c> ended with exit code
/// 75 (the programs' own way to say: try again later), or AWS took back its Spot capacity.</item>
/// <item>A job that failed in any other way failed for good, and is not run again; nor is one that was done, with exit
/// code 0. One that is still under way is left alone.</item>
/// <item>A job has three attempts at most, the first one included.</item>
/// <item>Another attempt runs the same revision with the same overrides, and has the same <c>startedBy</c>. It runs with the
/// launch type FARGATE in the subnet <c>subnet-0a1b2c3d</c>, whatever the first one ran on.</item>
/// <item>Remember nothing: each call is a process of its own. Everything that it has to know, the cluster knows.</item>
/// </list>
/// </summary>
public static class RetryTheJob
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        // All tasks of the last hour, oldest first. The grader shows what you print.
        var table = await ecs.TasksAsync("night");
        foreach (var task in table.Tasks) Console.WriteLine($"{task.StartedBy}: {task.LastStatus} {TaskLifecycle.WhyItStopped(task)}");

        throw new NotImplementedException("RetryTheJob only looks so far. Group the tasks by StartedBy, and look at the last one of each group.");
    }
}
