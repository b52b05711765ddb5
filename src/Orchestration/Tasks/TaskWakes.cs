using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>When a task needs the planner though nothing happens to it.</summary>
internal static class TaskWakes
{
    public static Wake? Next(EcsTask task, TaskDefinition definition)
    {
        if (task is { LastStatus: EcsTaskStatus.Stopped, StoppedAt: { } stoppedAt }) return new(stoppedAt + TaskPlanner.Remembered, IsUpkeep: true);
        Wake? timeout = task.IsWaiting ? new(task.CreatedAt + Capacity.WaitingTasks.Longest, IsUpkeep: false) : StartTimeouts.NextWake(task, definition);
        if (task.ProtectedUntil is not { } protectedUntil) return timeout;
        // Upkeep: an automatic clock that jumped to the end of a protection would leave nothing protected.
        return timeout is { } wake ? wake with { At = wake.At < protectedUntil ? wake.At : protectedUntil } : new(protectedUntil, IsUpkeep: true);
    }
}
