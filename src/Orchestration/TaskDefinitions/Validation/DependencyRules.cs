using System.Diagnostics;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The order of starting: <c>dependsOn</c> and its conditions (API_ContainerDependency).</summary>
internal static class DependencyRules
{
    private static readonly string[] Conditions =
        [ContainerCondition.Start, ContainerCondition.Complete, ContainerCondition.Success, ContainerCondition.Healthy];

    public static void Check(Draft draft)
    {
        foreach (var container in draft.Containers)
        {
            foreach (var dependency in container.DependsOn.OrEmpty()) Check(container, dependency, draft);
        }
        // Links and volumesFrom also order the start, so a circle may run through all three.
        if (Cycles.Exist(draft.Containers, WaitsFor)) throw EcsErrors.Client("Container dependencies should not have a cycle");
    }

    private static void Check(ContainerDefinition container, ContainerDependency dependency, Draft draft)
    {
        // The plus sign is ECS's own.
        var target = draft.Container(dependency.ContainerName)
            ?? throw EcsErrors.Client($"Cannot depend on container + '{dependency.ContainerName ?? "null"}' because it does not exist");
        if (!Conditions.Contains(dependency.Condition)) throw Wording.Invalid("dependsOn", container);
        switch (dependency.Condition)
        {
            case ContainerCondition.Start:
                break;
            case ContainerCondition.Complete or ContainerCondition.Success:
                // An essential container that ends takes the task with it, so nothing could wait for its end.
                if (target.Essential ?? true)
                    throw EcsErrors.Client("A dependency container with SUCCESS or COMPLETE condition cannot be an essential container");
                break;
            case ContainerCondition.Healthy:
                if (target.HealthCheck is null)
                    throw EcsErrors.Client("A dependency container with HEALTHY condition must have health check configured");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static IEnumerable<string> WaitsFor(ContainerDefinition container) =>
        container.DependsOn.OrEmpty().Select(dependency => dependency.ContainerName!)
            .Concat(LinkRules.Targets(container))
            .Concat(MountRules.Sources(container));
}
