using Workbook.Orchestration.Deployments;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskSets;

/// <summary>A set of tasks within a service that an EXTERNAL deployment controller manages.</summary>
/// <param name="Id">Such as <c>ecs-svc/1234567890123456789</c>; its tasks are <c>startedBy</c> it.</param>
/// <param name="Spec">What its tasks are started from.</param>
public sealed record EcsTaskSet(string Id, LaunchSpec Spec)
{
    public string? ExternalId { get; init; }

    /// <summary>PRIMARY, ACTIVE, or DRAINING once it is to be deleted.</summary>
    public string Status { get; init; } = Active;

    /// <summary>Percent of the service's desired count, 0 to 100.</summary>
    public double Scale { get; init; } = 100;
    public bool IsStable { get; init; }
    public required DateTimeOffset StabilityAt { get; init; }
    public LaunchThrottle Throttle { get; init; } = LaunchThrottle.Open;

    /// <summary>What keeps its next task from being placed, in the words of the last event about it; null when nothing does.</summary>
    public string? Unplaced { get; init; }
    public int TasksStarted { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>The request that created it, without cluster and service: the same again with the same client token is the same task set.</summary>
    public required CreateTaskSetRequest CreatedFrom { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public const string Primary = "PRIMARY";
    public const string Active = "ACTIVE";
    public const string Draining = "DRAINING";

    /// <summary>Half a task more is a whole one: 25 % of 10 → ceil(2.5) = 3.</summary>
    public int DesiredCountOf(int serviceDesiredCount) => Status == Draining ? 0 : (int)Math.Ceiling(serviceDesiredCount * Scale / 100);
}
