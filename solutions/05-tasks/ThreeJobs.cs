using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>What is the same for all runs stands in the task definition, what differs in the overrides of each run.</summary>
public static class ThreeJobs
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        string[] tasks =
        [
            await StartAsync(ecs, "import", new() { ContainerOverrides = [App("echo importing; sleep 20")] }),
            await StartAsync(ecs, "report", new() { ContainerOverrides = [App("echo reporting; sleep 5", ("MONTH", "11"))], Cpu = "1024", Memory = "2048" }),
            await StartAsync(ecs, "clean-up", new() { ContainerOverrides = [App("echo cleaning up", ("DRY_RUN", "yes"))] }),
        ];

        foreach (var task in tasks) await ecs.WaitForTaskAsync("tools", task, "STOPPED");
    }

    private static ContainerOverride App(string line, params (string Name, string Value)[] environment) => new()
    {
        Name = "app",
        Command = ["sh", "-c", line],
        Environment = [.. environment.Select(each => new Amazon.ECS.Model.KeyValuePair { Name = each.Name, Value = each.Value })],
    };

    private static async Task<string> StartAsync(IAmazonECS ecs, string startedBy, TaskOverride overrides)
    {
        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "tools",
            TaskDefinition = "toolbox:1",
            StartedBy = startedBy,
            Overrides = overrides,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
        return run.Tasks[0].TaskArn;
    }
}
