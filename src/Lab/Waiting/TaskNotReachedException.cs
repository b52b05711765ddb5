namespace Workbook;

/// <summary>A task did not reach the status that was waited for; the message says why.</summary>
public sealed class TaskNotReachedException(string message, Amazon.ECS.Model.Task? task) : Exception(message)
{
    /// <summary>The task as it was last seen; null when there is none.</summary>
    public Amazon.ECS.Model.Task? Task { get; } = task;
}
