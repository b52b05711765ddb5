// fails: RunAgainUntilItIsDone: Expected 2 attempts of mail after the last call, but found 3.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>A stopped task still knows what it ran: revision, overrides and startedBy are all that another attempt needs.</summary>
public static class RetryTheJob
{
    private const int TryAgainLater = 75;
    private const int MostAttempts = 3;

    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        var jobs = (await ecs.TasksAsync("night")).Tasks.GroupBy(task => task.StartedBy);

        var started = new List<string>();
        foreach (var attempts in jobs.Where(attempts => attempts.Any(FailedByChance) && attempts.Count() < MostAttempts))
        {
            started.Add(await RunAgainAsync(ecs, attempts.Last()));
        }

        foreach (var task in started) await ecs.WaitForTaskAsync("night", task, "RUNNING");
    }

    private static bool FailedByChance(Amazon.ECS.Model.Task task) => task.LastStatus == "STOPPED"
        && (task.StopCode == TaskStopCode.SpotInterruption || task.Containers.Any(container => container.Name == "app" && container.ExitCode == TryAgainLater));

    private static async Task<string> RunAgainAsync(IAmazonECS ecs, Amazon.ECS.Model.Task task)
    {
        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "night",
            TaskDefinition = task.TaskDefinitionArn,
            Overrides = task.Overrides,
            StartedBy = task.StartedBy,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
        return run.Tasks[0].TaskArn;
    }
}
