using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>What a decision makes of the container instance it is about.</summary>
internal static class InstanceReducer
{
    public static World Apply(World world, Instance instance, InstanceDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case ForgetInstance:
                return world.Remove(instance);
            case LoseInstance lose:
                return InstanceLoss.Apply(world, instance, lose.StopCode, lose.StoppedReason, now);
            case NoteAgent note:
                return note.IsConnected == instance.AgentConnected || !instance.IsRegistered ? world : world.Put(instance with
                {
                    AgentConnected = note.IsConnected,
                    AgentSince = now,
                    Version = instance.Version + 1,
                });
            case DrainInstance:
                return instance.Status != ContainerInstanceStatus.Active ? world : world.Put(instance with
                {
                    Status = ContainerInstanceStatus.Draining,
                    Version = instance.Version + 1,
                });
            case FinishAgentUpdate:
                return world.Put(AgentUpdates.Updated(instance));
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }
}
