using Amazon.ECS.Model;

namespace Workbook;

/// <summary>
/// The statuses that a task passes through, in order
/// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html).
/// </summary>
public static class TaskLifecycle
{
    /// <summary>From PROVISIONING to STOPPED. A task never goes back, but it may leave some out.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
        ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED"];

    private static readonly int Running = Place("RUNNING");

    /// <summary>Where a status stands in <see cref="Statuses"/>; -1 for one that ECS does not have.</summary>
    public static int Place(string? status)
    {
        for (var i = 0; i < Statuses.Count; i++)
        {
            if (Statuses[i] == status) return i;
        }
        return -1;
    }

    /// <summary>True when a task in that status is on its way to STOPPED, or there.</summary>
    public static bool IsEnding(string? status) => Place(status) > Running;

    /// <summary>
    /// Why a task stopped, in one line: its reason, and what each container left behind, such as
    /// <c>Essential container in task exited (EssentialContainerExited); web: exit code 1</c>.
    /// Empty for a task that has no reason to stop.
    /// </summary>
    public static string WhyItStopped(Amazon.ECS.Model.Task task)
    {
        if (task.StoppedReason is null && task.StopCode is null) return "";
        var containers = (task.Containers ?? []).Select(Remains).Where(text => text.Length > 0);
        return string.Join("; ", [$"{task.StoppedReason ?? "no reason given"} ({task.StopCode?.Value ?? "no stop code"})", .. containers]);
    }

    private static string Remains(Container container) => (container.ExitCode, container.Reason) switch
    {
        (null, null) => "",
        (null, { } reason) => $"{container.Name}: {reason}",
        ({ } code, null) => $"{container.Name}: exit code {code}",
        ({ } code, { } reason) => $"{container.Name}: exit code {code}, {reason}",
    };
}
