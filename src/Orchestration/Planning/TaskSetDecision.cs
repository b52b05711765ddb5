namespace Workbook.Orchestration.Planning;

/// <summary>A decision about one task set.</summary>
/// <param name="TaskSetId">Such as <c>ecs-svc/1234567890123456789</c>.</param>
public abstract record TaskSetDecision(string ServiceKey, string TaskSetId, string Reason) : ServiceDecision(ServiceKey, Reason);

/// <summary>A task set has all its tasks, or does so no longer: STEADY_STATE or STABILIZING.</summary>
public sealed record NoteStability(string ServiceKey, string TaskSetId, bool IsStable, string Reason) : TaskSetDecision(ServiceKey, TaskSetId, Reason);

/// <summary>Drop a task set that was deleted and has no tasks left.</summary>
public sealed record RemoveTaskSet(string ServiceKey, string TaskSetId, string Reason) : TaskSetDecision(ServiceKey, TaskSetId, Reason);
