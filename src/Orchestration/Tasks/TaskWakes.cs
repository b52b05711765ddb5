using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>When a task needs the planner though nothing happens to it.</summary>
internal static class TaskWakes
{
    public static Wake? Next(EcsTask task, TaskDefinition definition) =>
        task is { LastStatus: EcsTaskStatus.Stopped, StoppedAt: { } stoppedAt }
            ? new(stoppedAt + TaskPlanner.Remembered, IsUpkeep: true)
            : task.IsWaiting ? new(task.CreatedAt + Capacity.WaitingTasks.Longest, IsUpkeep: false)
            : StartTimeouts.NextWake(task, definition);
}
