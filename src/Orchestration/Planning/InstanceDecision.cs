using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Planning;

/// <summary>A decision about one container instance.</summary>
/// <param name="InstanceId">Its id: 32 hexadecimal digits.</param>
public abstract record InstanceDecision(string InstanceId, string Reason) : Decision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.ContainerInstance, InstanceId);
}

/// <summary>Note that the agent is connected or not; without it no task can be placed there.</summary>
public sealed record NoteAgent(string InstanceId, bool IsConnected, string Reason) : InstanceDecision(InstanceId, Reason);

/// <summary>Give up an instance that is gone: it becomes INACTIVE, and its tasks end though nobody answers.</summary>
/// <param name="StopCode">One of <see cref="Shapes.Ecs.TaskStopCode"/>, for the tasks.</param>
/// <param name="StoppedReason">For the tasks, in ECS's wording; see <see cref="Capacity.InstanceLoss"/>.</param>
public sealed record LoseInstance(string InstanceId, string StopCode, string StoppedReason, string Reason) : InstanceDecision(InstanceId, Reason);

/// <summary>Move an instance out of the way: no task is placed there any more, and service tasks leave.</summary>
public sealed record DrainInstance(string InstanceId, string Reason) : InstanceDecision(InstanceId, Reason);

/// <summary>The update of the agent is done.</summary>
public sealed record FinishAgentUpdate(string InstanceId, string Reason) : InstanceDecision(InstanceId, Reason);

/// <summary>Forget an instance that has been INACTIVE for an hour.</summary>
public sealed record ForgetInstance(string InstanceId, string Reason) : InstanceDecision(InstanceId, Reason);
