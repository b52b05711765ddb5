// fails: FiveAreWanted: Expected the desired count of stall to be 5, but found 2.
// fails: FiveRun: Expected five RUNNING tasks of the service stall, but found 2.
// fails: TheOldOnesRunOn: Expected the two tasks from before among five that run, but found 2 of them among 2.
// fails: NewOnesAreReturned: Expected the ARNs of the three new tasks of stall, but found 3 texts, 0 of which are that.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>Another number, and the service starts what is missing. What runs is not touched.</summary>
public static class ScaleByNumber
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    /// <returns>The ARNs of the new tasks.</returns>
    public static async Task<List<string>> RunAsync(Aws aws)
    {
        var network = (await aws.Ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "market", Services = ["stall"] })).Services[0].NetworkConfiguration;
        var run = await aws.Ecs.RunTaskAsync(new RunTaskRequest { Cluster = "market", TaskDefinition = "stall", Count = 3, LaunchType = LaunchType.FARGATE, NetworkConfiguration = network });
        foreach (var task in run.Tasks) await aws.Ecs.WaitForTaskAsync("market", task.TaskArn, "RUNNING");

        return [.. run.Tasks.Select(task => task.TaskArn)];
    }
}
