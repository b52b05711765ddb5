using System.Globalization;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>How much memory and processor time a container may use (see "Task size" and API_ContainerDefinition).</summary>
internal static class Limits
{
    private const long MiB = 1024 * 1024;
    private const int UnitsPerProcessor = 1024;

    /// <summary>The least weight that the kernel takes; the agent passes it for none, zero and one.</summary>
    private const int LeastShares = 2;
    private const long Period = 100_000;

    public static void Apply(HostConfig host, RuntimeContainer container)
    {
        var definition = container.Definition;
        var task = container.Task;
        var taskMemory = Number(task.Task.Overrides.Memory ?? task.Definition.Memory);
        var taskCpu = Number(task.Task.Overrides.Cpu ?? task.Definition.Cpu);

        // A container without a limit of its own has the task's: task 512 MiB, app 256, sidecar none → 256 and 512.
        if ((definition.Memory ?? taskMemory) is { } memory)
        {
            host.Memory = memory * MiB;
            // The machines that ECS runs on have no swap, unless a container asks for some.
            host.MemorySwap = (memory + (definition.LinuxParameters?.MaxSwap ?? 0)) * MiB;
        }
        if (definition.MemoryReservation is { } reservation) host.MemoryReservation = reservation * MiB;
        if (definition.LinuxParameters?.Swappiness is { } swappiness) host.MemorySwappiness = swappiness;

        host.CPUShares = Math.Max(LeastShares, definition.Cpu ?? 0);
        if (taskCpu is { } cpu)
        {
            // 256 units → a quarter of a processor: 25 of every 100 ms
            host.CPUPeriod = Period;
            host.CPUQuota = cpu * Period / UnitsPerProcessor;
        }
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
