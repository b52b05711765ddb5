// fails: PersonIsTold: Expected "person" to be said of all tasks that a person stopped and of no others, but found it said of 7, and rightly of 2.
// fails: ScalingIsTold: Expected "scaling" to be said of all tasks that the service stopped to have fewer and of no others, but found it said of 0, and rightly of 0.
// fails: CrashIsTold: Expected "crash" to be said of all tasks whose program ended with an error of its own and of no others, but found it said of 0, and rightly of 0.
// fails: MemoryIsTold: Expected "memory" to be said of all tasks that ran out of memory and of no others, but found it said of 0, and rightly of 0.
// fails: ImageIsTold: Expected "image" to be said of all tasks whose image could not be pulled and of no others, but found it said of 0, and rightly of 0.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace WhyOrchestration;

/// <summary>
/// The stop code tells who did it; where that was the container itself, its exit code and reason tell how. Whoever wants fewer tasks of a
/// service has to say so to the service, which replaces all that are stopped.
/// </summary>
public static class WhoStoppedIt
{
    /// <param name="aws">Amazon ECS is <c>aws.Ecs</c>.</param>
    /// <returns>One of the five words for the ARN of each task that stopped.</returns>
    public static async Task<Dictionary<string, string>> RunAsync(Aws aws)
    {
        var stopped = (await aws.Ecs.TasksAsync("saturday")).Tasks.Where(task => task.LastStatus == "STOPPED").ToList();
        foreach (var task in stopped) Console.WriteLine(TaskLifecycle.WhyItStopped(task));

        // "two tills are enough tonight"
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "saturday", Service = "till", DesiredCount = 2 });
        await aws.WaitForServiceAsync("saturday", "till");

        return stopped.ToDictionary(task => task.TaskArn, _ => "person");
    }
}
