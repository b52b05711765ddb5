using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>A task that ran in a minute, with what it used.</summary>
public sealed record TaskSample(EcsTask Task, TaskRoom Room, TaskUse Use)
{
    /// <summary>Percent of what it reserves.</summary>
    public double CpuUtilization => Percent(Use.Cpu, Room.Reserved.Cpu);

    /// <inheritdoc cref="CpuUtilization"/>
    public double MemoryUtilization => Percent(Use.Memory, Room.Reserved.Memory);

    /// <summary>The tasks that run, each with what <paramref name="useOf"/> tells of it; those of which it tells nothing are left out.</summary>
    public static IReadOnlyList<TaskSample> Of(World world, Func<EcsTask, TaskUse?> useOf) =>
        [.. world.Tasks.Values
            .Where(task => task.LastStatus == EcsTaskStatus.Running)
            .Select(task => useOf(task) is { } use ? new TaskSample(task, TaskRoom.Of(world, task), use) : null)
            .OfType<TaskSample>()];

    internal static double Percent(double part, double whole) => whole > 0 ? 100 * part / whole : 0;
}
