using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.CloudWatch.Sources;

/// <summary>CPU units and MiB.</summary>
public readonly record struct CpuAndMemory(double Cpu, double Memory);

/// <summary>How large a task is.</summary>
/// <param name="Reserved">What it reserves; where it reserves nothing, all that its container instance has.</param>
/// <param name="Most">What it can use: a task without a limit of its own can use the whole container instance.</param>
public readonly record struct TaskRoom(CpuAndMemory Reserved, CpuAndMemory Most)
{
    public static TaskRoom Of(World world, EcsTask task)
    {
        var definition = world.TaskDefinitions[task.DefinitionKey].Definition;
        var size = TaskResources.Of(definition, task.Overrides);
        var machine = task.ContainerInstanceId is { } id ? world.ContainerInstances.GetValueOrDefault(id)?.Registered : null;
        var reserved = new CpuAndMemory(
            size.Cpu > 0 ? size.Cpu : machine?.Cpu ?? 0,
            size.Memory > 0 ? size.Memory : machine?.Memory ?? 0);
        return new(reserved, new(
            (task.Overrides.Cpu ?? definition.Cpu) is null && machine is not null ? machine.Cpu : reserved.Cpu,
            (task.Overrides.Memory ?? definition.Memory) is null && machine is not null ? machine.Memory : reserved.Memory));
    }
}
