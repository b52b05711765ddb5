using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>What is to be placed on a container instance, and what its owner said about where.</summary>
/// <param name="ClusterName">The cluster whose instances are asked.</param>
/// <param name="Group">The task's group, such as <c>service:web</c> or <c>family:web</c>: what is spread and kept apart.</param>
/// <param name="Wanted">What the task takes: CPU units, MiB, GPUs and host ports.</param>
public sealed record PlacementRequest(string ClusterName, string Group, InstanceResources Wanted)
{
    /// <summary>What the task definition needs an instance's agent to be able to do.</summary>
    public ValueList<Shapes.Ecs.Attribute> RequiredAttributes { get; init; } = [];

    /// <summary>Of the RunTask call or service together with those of the task definition, checked by <see cref="PlacementRules"/>.</summary>
    public ValueList<PlacementConstraint> Constraints { get; init; } = [];

    /// <summary>In order: each breaks the ties of those before it.</summary>
    public ValueList<PlacementStrategy> Strategies { get; init; } = [];

    /// <summary>Only instances of this capacity provider are asked; null for all.</summary>
    public string? CapacityProvider { get; init; }

    /// <summary>The new task's id: <c>random</c> is a function of it.</summary>
    public string Seed { get; init; } = "";

    /// <summary>
    /// What no strategies mean. True for a service: spread over Availability Zones, then over instances. False for RunTask:
    /// <c>random</c> (see "Use strategies to define Amazon ECS task placement").
    /// </summary>
    public bool SpreadsByDefault { get; init; }
}
