using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Docker.Cgroups;

/// <summary>What the containers of a task may use together (see "Task size"), as the ECS agent tells the kernel.</summary>
/// <param name="Memory">In bytes; null when the task names none.</param>
/// <param name="Swap">In bytes, beyond the memory.</param>
/// <param name="Quota">Microseconds of processor time in each <see cref="Limits.Period"/>; null when the task names no CPU.</param>
/// <param name="Shares">The task's weight beside others where it has no quota.</param>
internal sealed record TaskLimits(long? Memory, long Swap, long? Quota, long Shares)
{
    /// <summary>Null for a task of one container, whose own limits are the task's, and for a task without a size.</summary>
    public static TaskLimits? Of(RuntimeTask task)
    {
        if (task.Definition.ContainerDefinitions is not { Count: > 1 } definitions) return null;
        var (memory, cpu) = (Limits.MemoryOf(task), Limits.CpuOf(task));
        if (memory is null && cpu is null) return null;
        var containers = definitions.Select(container => Overrides.Of(task.Definition, task.Task.Overrides, container.Name!)).ToList();
        return new(
            memory,
            containers.Sum(container => (container.LinuxParameters?.MaxSwap ?? 0) * Limits.MiB),
            Limits.QuotaOf(cpu),
            Math.Max(Limits.LeastShares, containers.Sum(container => (long)(container.Cpu ?? 0))));
    }
}
