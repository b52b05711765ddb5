using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Load;

/// <summary>What simulated tasks use.</summary>
public static class SimulatedUse
{
    // A small server that waits for requests.
    private const double IdleCpu = 0.01, IdleMemory = 0.1;

    /// <param name="running">How many tasks of the same service run, this one among them.</param>
    /// <param name="at">The middle of the minute.</param>
    /// <param name="asked">What requests asked it to do besides.</param>
    public static TaskUse Of(World world, EcsTask task, int running, DateTimeOffset at, CpuAndMemory asked = default)
    {
        var size = TaskRoom.Of(world, task);
        var load = task.ServiceName is { } service ? world.ServiceLoads.GetValueOrDefault(EcsService.KeyOf(task.ClusterName, service)) : null;
        var cpu = load?.Cpu is { } curve ? curve.At(at - load.Since) / running : IdleCpu * size.Reserved.Cpu;
        var memory = IdleMemory * size.Reserved.Memory + (load?.Memory?.At(at - load.Since) ?? 0) / running;
        // What nobody can do waits, as in real containers.
        return new(Math.Min(cpu + asked.Cpu, size.Most.Cpu), Math.Min(memory + asked.Memory, size.Most.Memory));
    }
}
