using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>Keeps the appointments of an instance, and touches what waits for room.</summary>
    private World CapacityChanged(Instance? before, Instance? after)
    {
        var key = new EntityKey(EntityKind.ContainerInstance, (after ?? before)!.Id);
        var agenda = Agenda.Reschedule(key, before?.NextWake, after?.NextWake);
        return after is null ? this with { Agenda = agenda.Settle(key) } : this with { Agenda = agenda };
    }

    private World WaitingChanged(EcsTask? before, EcsTask? after) => before is null && after is null ? throw new System.Diagnostics.UnreachableException() : this;
}
