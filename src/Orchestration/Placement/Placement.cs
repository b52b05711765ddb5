using Workbook.Shapes;

namespace Workbook.Orchestration.Placement;

/// <summary>Where a task goes, or why nowhere.</summary>
/// <param name="Chosen">The instance as it is before the task is on it; null when none can take the task.</param>
/// <param name="Refusals">When none was chosen: each instance of the cluster with its reason, by id. Else empty.</param>
/// <param name="Reason">Why this instance, or why none, in words.</param>
public sealed record Placement(Capacity.Instance? Chosen, ValueList<Refusal> Refusals, string Reason);

/// <summary>Why an instance cannot take a task.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Reason">In the words of "Amazon ECS API failure reasons", such as <c>RESOURCE:MEMORY</c>; see <see cref="RefusalReasons"/>.</param>
public sealed record Refusal(string InstanceId, string Reason);
