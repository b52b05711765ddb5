using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>A container's hard and soft limits, and how they add up (API_ContainerDefinition, <c>memory</c>).</summary>
internal static class MemoryRules
{
    // Docker 20.10 and later reserves at least 6 MiB for a container; before it was 4 MiB.
    private const int LeastMemory = 6;

    public static void CheckContainer(ContainerDefinition container, Draft draft)
    {
        if (container.Memory is null && container.MemoryReservation is null && draft.Size.Memory is null)
        {
            throw EcsErrors.Client(
                $"Invalid setting for container '{container.Name}'. At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        if (container.Memory < LeastMemory) throw Wording.Invalid("memory", container);
        if (container.MemoryReservation < LeastMemory) throw Wording.Invalid("memoryReservation", container);
        if (container.Memory < container.MemoryReservation)
        {
            throw EcsErrors.Client(
                $"Invalid setting for container '{container.Name}'. 'memory' must be greater than or equal to 'memoryReservation'.");
        }
        if (container.Memory > draft.Size.Memory)
            throw EcsErrors.Client($"The 'memory' setting for container '{container.Name}' is greater than for the task.");
    }

    public static void CheckTask(Draft draft)
    {
        // Containers of 256 and 512 units need a task of at least 768. Summed as long: ten containers can overflow an int.
        if (draft.Size.Cpu is { } cpu && draft.Containers.Sum(container => (long)(container.Cpu ?? 0)) > cpu)
            throw EcsErrors.Client("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");

        // Only what is set aside adds up: two containers may each be allowed 512 MiB of a 512 MiB task.
        if (draft.Size.Memory is { } memory && draft.Containers.Sum(container => (long)(container.MemoryReservation ?? 0)) > memory)
        {
            throw EcsErrors.Client(
                "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.");
        }
    }
}
