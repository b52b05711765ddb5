// fails: FiveAreWanted: Expected stall to be in the deployment that it had before, but found a new one.
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

        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "market", Service = "stall", DesiredCount = 5, ForceNewDeployment = true });
        await aws.WaitForDeploymentAsync("market", "stall");
        await aws.WaitUntilAsync("the old tasks are gone", async () => !(await TasksAsync(aws.Ecs)).Intersect(before).Any());
        await aws.WaitForServiceAsync("market", "stall");

        return [.. (await TasksAsync(aws.Ecs)).Except(before)];
    }

    private static async Task<List<string>> TasksAsync(IAmazonECS ecs) =>
        (await ecs.ListTasksAsync(new ListTasksRequest { Cluster = "market", ServiceName = "stall" })).TaskArns;
}
