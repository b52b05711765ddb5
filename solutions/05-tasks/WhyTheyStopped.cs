using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>
/// The stop code tells most causes. Where it says no more than that an essential container ended, the container's reason
/// (memory) and the exit codes do. 137 alone says nothing: a task that does not obey SIGTERM is killed as well.
/// </summary>
public static class WhyTheyStopped
{
    /// <param name="ecs">Amazon ECS.</param>
    /// <returns>A finding for each stopped task, in any order.</returns>
    public static async Task<IReadOnlyList<Finding>> FindAsync(IAmazonECS ecs)
    {
        var findings = new List<Finding>();
        foreach (var task in (await ecs.TasksAsync("incidents")).Tasks.Where(task => task.LastStatus == "STOPPED"))
        {
            var definition = (await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = task.TaskDefinitionArn })).TaskDefinition;
            var (cause, culprit) = CauseOf(task, definition);
            findings.Add(new(definition.Family, cause, culprit?.Name, culprit?.ExitCode));
        }
        return findings;
    }

    private static (string Cause, Container? Culprit) CauseOf(Amazon.ECS.Model.Task task, TaskDefinition definition)
    {
        if (task.StopCode == TaskStopCode.UserInitiated) return ("person", null);
        if (task.StopCode == TaskStopCode.SpotInterruption) return ("spot", null);
        if (task.StopCode == TaskStopCode.TaskFailedToStart) return ("image", ContainerWith(task, "CannotPullContainerError"));
        if (ContainerWith(task, "OutOfMemoryError") is { } hungry) return ("memory", hungry);

        // The others were stopped because one ended: 0 if they obeyed SIGTERM, 143 if they did not handle it, 137 if they were killed.
        var essential = definition.ContainerDefinitions.Where(container => container.Essential == true).Select(container => container.Name);
        var crashed = task.Containers.FirstOrDefault(container => essential.Contains(container.Name) && container.ExitCode is not (0 or 137 or 143));
        return crashed is null ? ("done", null) : ("crash", crashed);
    }

    private static Container? ContainerWith(Amazon.ECS.Model.Task task, string reason) =>
        task.Containers.FirstOrDefault(container => container.Reason?.StartsWith(reason, StringComparison.Ordinal) == true);
}

/// <summary>Why a task stopped.</summary>
public sealed record Finding(string Family, string Cause, string? Container, int? ExitCode);
