using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>
/// It is Saturday, and the market is full. In the cluster <c>market</c> the service <c>stall</c> runs two tasks; there ought to be five.
/// <list type="number">
/// <item>Have five tasks of the service run. The two that run now have customers: they must neither be stopped nor replaced, and the service
/// gets no new deployment.</item>
/// <item>Wait until all five run.</item>
/// <item>Return the ARNs of the three tasks that are new, in whatever order.</item>
/// </list>
/// </summary>
public static class ScaleByNumber
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    /// <returns>The ARNs of the new tasks.</returns>
    public static async Task<List<string>> RunAsync(Aws aws)
    {
        // What runs now:
        var before = (await aws.Ecs.ListTasksAsync(new ListTasksRequest { Cluster = "market", ServiceName = "stall" })).TaskArns;
        Console.WriteLine($"{before.Count} tasks run.");

        throw new NotImplementedException("ScaleByNumber only counts so far. Change the number next: UpdateServiceAsync.");
    }
}
