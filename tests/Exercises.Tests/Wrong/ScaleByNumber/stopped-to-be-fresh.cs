// fails: TheOldOnesRunOn: Expected the two tasks from before among five that run, but found 0 of them among 5.
// fails: NewOnesAreReturned: Expected the ARNs of the three new tasks of stall, but found 5 texts, 5 of which are that.
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
        var before = await TasksAsync(aws.Ecs);

        foreach (var task in before) await aws.Ecs.StopTaskAsync(new StopTaskRequest { Cluster = "market", Task = task });
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "market", Service = "stall", DesiredCount = 5 });
        await aws.WaitForServiceAsync("market", "stall");

        return [.. (await TasksAsync(aws.Ecs)).Except(before)];
    }

    private static async Task<List<string>> TasksAsync(IAmazonECS ecs) =>
        (await ecs.ListTasksAsync(new ListTasksRequest { Cluster = "market", ServiceName = "stall" })).TaskArns;
}
