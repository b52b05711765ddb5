// fails: ThreeTasksOfOneRevision: Expected the revisions that were run to be toolbox:1, but found toolbox:2, toolbox:3, toolbox:4.
// fails: EachRunsItsCommand: Expected the command that import ran instead of the definition's to be "'sh', '-c', 'echo importing; sleep 20'", but found "none".
// fails: EachHasItsEnvironment: Expected the environment that was added to report to be MONTH=11, but found none.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>Makes three revisions where three overrides would do.</summary>
public static class ThreeJobs
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        string[] tasks =
        [
            await StartAsync(ecs, "import", "echo importing; sleep 20", "256", "512"),
            await StartAsync(ecs, "report", "echo reporting; sleep 5", "1024", "2048", ("MONTH", "11")),
            await StartAsync(ecs, "clean-up", "echo cleaning up", "256", "512", ("DRY_RUN", "yes")),
        ];

        foreach (var task in tasks) await ecs.WaitForTaskAsync("tools", task, "STOPPED");
    }

    private static async Task<string> StartAsync(IAmazonECS ecs, string startedBy, string line, string cpu, string memory, params (string Name, string Value)[] environment)
    {
        var definition = (await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "toolbox:1" })).TaskDefinition;
        definition.ContainerDefinitions[0].Command = ["sh", "-c", line];
        definition.ContainerDefinitions[0].Environment = [.. environment.Select(each => new Amazon.ECS.Model.KeyValuePair { Name = each.Name, Value = each.Value })];
        var registered = await ecs.RegisterTaskDefinitionAsync(new RegisterTaskDefinitionRequest
        {
            Family = definition.Family,
            RequiresCompatibilities = definition.RequiresCompatibilities,
            NetworkMode = definition.NetworkMode,
            Cpu = cpu,
            Memory = memory,
            ContainerDefinitions = definition.ContainerDefinitions,
        });

        var run = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = "tools",
            TaskDefinition = registered.TaskDefinition.TaskDefinitionArn,
            StartedBy = startedBy,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new NetworkConfiguration
            {
                AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-0a1b2c3d"] },
            },
        });
        return run.Tasks[0].TaskArn;
    }
}
