// fails: BothContainersWereKept: Expected a third, repaired revision of report, but found report:2 to be the newest.
// fails: ImageExists: Expected a third, repaired revision of report, but found report:2 to be the newest.
// fails: MigrateMayEnd: Expected a third, repaired revision of report, but found report:2 to be the newest.
// fails: WebWaitsForTheMigration: Expected a third, repaired revision of report, but found report:2 to be the newest.
// fails: FindingsAreTagged: Expected a third, repaired revision of report, but found report:2 to be the newest.
// fails: TaskIsRunning: Expected a third, repaired revision of report, but found report:2 to be the newest.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// Revision 1 asked for an image tag that does not exist. Revision 2 got past that and met the second fault:
/// <c>migrate</c> was essential (that is the default), so that its successful end took the whole task along.
/// </summary>
public static class TwoFailures
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        var stopped = await StoppedTasksAsync(ecs);
        foreach (var (revision, task) in stopped) Console.WriteLine($"{revision}: {TaskLifecycle.WhyItStopped(task)}");

        await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "night-shift",
            TaskDefinition = "report:2",
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
    }

    /// <summary>The stopped tasks, each under the name that the tag is to have: <c>revision-1</c>, <c>revision-2</c>.</summary>
    private static async Task<List<(string Revision, Amazon.ECS.Model.Task Task)>> StoppedTasksAsync(IAmazonECS ecs)
    {
        var list = await ecs.ListTasksAsync(new ListTasksRequest
        {
            Cluster = "night-shift",
            DesiredStatus = DesiredStatus.STOPPED,
        });
        var described = await ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = "night-shift", Tasks = list.TaskArns });
        // arn:…:task-definition/report:1 → revision-1
        return [.. described.Tasks.Select(task => ("revision-" + task.TaskDefinitionArn.Split(':')[^1], task))];
    }
}
