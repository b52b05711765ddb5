// fails: MigrateMayEnd: Expected whether migrate is essential in report:3 to be false, but found True.
// fails: WebWaitsForTheMigration: to be equal to {"migrate SUCCESS"}, but found empty collection.
// fails: TaskIsRunning: Expected a RUNNING task of report:3 in the cluster night-shift, but found it STOPPED: Essential container in task exited (EssentialContainerExited)
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

        var last = (await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "report" })).TaskDefinition;
        var migrate = last.ContainerDefinitions.Single(container => container.Name == "migrate");
        var web = last.ContainerDefinitions.Single(container => container.Name == "web");
        web.Image = "public.ecr.aws/docker/library/nginx:1.27";

        var repaired = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = last.Family,
            RequiresCompatibilities = last.RequiresCompatibilities,
            NetworkMode = last.NetworkMode,
            Cpu = last.Cpu,
            Memory = last.Memory,
            ContainerDefinitions = [migrate, web],
            Tags = [.. stopped.Select(entry => new Tag { Key = entry.Revision, Value = entry.Task.StopCode.Value })],
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "night-shift",
            TaskDefinition = repaired.TaskDefinition.TaskDefinitionArn,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
        await ecs.WaitForTaskAsync("night-shift", run.Tasks[0].TaskArn, "RUNNING");
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
