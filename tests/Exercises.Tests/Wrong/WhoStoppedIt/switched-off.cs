// fails: WishIsCarriedOut: Expected the service till to want and run what the person had in mind, but found that it wants 0 and runs 0.
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
        await aws.Ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = "saturday", Service = "till", DesiredCount = 0 });
        await aws.WaitForServiceAsync("saturday", "till");

        return stopped.ToDictionary(task => task.TaskArn, Cause);
    }

    private static string Cause(Amazon.ECS.Model.Task task) => task.StopCode.Value switch
    {
        "UserInitiated" => "person",
        "ServiceSchedulerInitiated" => "scaling",
        "TaskFailedToStart" => "image",
        _ => task.Containers.Any(container => container.Reason?.StartsWith("OutOfMemoryError", StringComparison.Ordinal) == true) ? "memory" : "crash",
    };
}
