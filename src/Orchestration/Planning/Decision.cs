using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Planning;

/// <summary>Something the planner decided, with the reason in words. The <see cref="Reducer"/> notes it in the World; some are then carried out by the runtime.</summary>
/// <param name="Reason">Why, as a sentence a learner can read.</param>
public abstract record Decision(string Reason)
{
    /// <summary>What it is about, in whose history it is noted; null when nobody asks later.</summary>
    public virtual EntityKey? Subject => null;
}

/// <summary>A decision about one task.</summary>
public abstract record TaskDecision(string TaskId, string Reason) : Decision(Reason)
{
    public override EntityKey? Subject => new(EntityKind.Task, TaskId);
}

/// <summary>Make what the task needs besides containers: its network.</summary>
public sealed record ProvisionTask(string TaskId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Bring a container's image to where the task runs.</summary>
public sealed record PullImage(string TaskId, string Container, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Create and start a container.</summary>
public sealed record StartContainer(string TaskId, string Container, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Send a container its stop signal, and SIGKILL after <paramref name="Timeout"/>.</summary>
public sealed record StopContainer(string TaskId, string Container, TimeSpan Timeout, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Give up a container that never ran.</summary>
/// <param name="ContainerReason">What DescribeTasks shows as the container's reason, in the agent's wording; null for none.</param>
public sealed record AbandonContainer(string TaskId, string Container, string? ContainerReason, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Give back what <see cref="ProvisionTask"/> made.</summary>
public sealed record ReleaseTask(string TaskId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Move a task on in its lifecycle.</summary>
public sealed record AdvanceTask(string TaskId, EcsTaskStatus To, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>End a task: its desired status becomes STOPPED.</summary>
/// <param name="StopCode">One of <see cref="Shapes.Ecs.TaskStopCode"/>.</param>
/// <param name="StoppedReason">In ECS's wording.</param>
public sealed record EndTask(string TaskId, string StopCode, string StoppedReason, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Have load balancers check the task and send it traffic.</summary>
/// <param name="Places">In target groups.</param>
/// <param name="Memberships">In Classic Load Balancers.</param>
public sealed record RegisterTargets(string TaskId, ValueList<TargetPlace> Places, ValueList<ClassicMembership> Memberships, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Have load balancers send the task no more traffic, and let requests under way end.</summary>
/// <param name="Memberships">In Classic Load Balancers; the targets are known by the task.</param>
public sealed record DeregisterTargets(string TaskId, ValueList<ClassicMembership> Memberships, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Give a task that waited for room its container instance.</summary>
public sealed record PlaceTask(string TaskId, string InstanceId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>The time for which a task was protected is over.</summary>
public sealed record EndProtection(string TaskId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Count a task as STOPPED without anybody telling so: what it ran on is gone.</summary>
public sealed record LoseTask(string TaskId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Forget a task that has been STOPPED for an hour.</summary>
public sealed record ForgetTask(string TaskId, string Reason) : TaskDecision(TaskId, Reason);

/// <summary>Delete a task definition that is DELETE_IN_PROGRESS and not used any more, or look again later when it is.</summary>
public sealed record ForgetTaskDefinition(string Key, bool IsInUse, string Reason) : Decision(Reason);

/// <summary>Forget a client token whose time is over.</summary>
public sealed record ForgetClientToken(string Key, string Reason) : Decision(Reason);
