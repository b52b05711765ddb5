using System.Globalization;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>How much memory and processor time a container may use (see "Task size" and API_ContainerDefinition).</summary>
internal static class Limits
{
    public const long MiB = 1024 * 1024;
    private const int UnitsPerProcessor = 1024;

    /// <summary>The least weight that the kernel takes; the agent passes it for none, zero and one.</summary>
    public const int LeastShares = 2;

    /// <summary>In microseconds.</summary>
    public const long Period = 100_000;

    /// <summary>The memory that a task names, in bytes; null when it names none.</summary>
    public static long? MemoryOf(RuntimeTask task) => Number(task.Task.Overrides.Memory ?? task.Definition.Memory) * MiB;

    /// <summary>The CPU units that a task names; null when it names none.</summary>
    public static long? CpuOf(RuntimeTask task) => Number(task.Task.Overrides.Cpu ?? task.Definition.Cpu);

    /// <summary>256 units → a quarter of a processor: 25 of every 100 ms.</summary>
    public static long? QuotaOf(long? cpu) => cpu * Period / UnitsPerProcessor;

    /// <param name="cgroup">The task's, which limits all of its containers; null when each has to be limited by itself.</param>
    public static void Apply(HostConfig host, RuntimeContainer container, string? cgroup)
    {
        var definition = container.Definition;
        var task = container.Task;
        if (cgroup is not null) host.CgroupParent = cgroup;

        // A container without a limit of its own has the task's: task 512 MiB, app 256, sidecar none → 256 and 512.
        if ((definition.Memory * MiB ?? (cgroup is null ? MemoryOf(task) : null)) is { } memory)
        {
            host.Memory = memory;
            // The machines that ECS runs on have no swap, unless a container asks for some.
            host.MemorySwap = memory + ((definition.LinuxParameters?.MaxSwap ?? 0) * MiB);
        }
        if (definition.MemoryReservation is { } reservation) host.MemoryReservation = reservation * MiB;
        if (definition.LinuxParameters?.Swappiness is { } swappiness) host.MemorySwappiness = swappiness;

        host.CPUShares = Math.Max(LeastShares, definition.Cpu ?? 0);
        if (cgroup is null && QuotaOf(CpuOf(task)) is { } quota)
        {
            host.CPUPeriod = Period;
            host.CPUQuota = quota;
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
