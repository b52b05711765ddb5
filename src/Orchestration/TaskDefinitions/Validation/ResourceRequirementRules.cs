using System.Globalization;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Accelerators that a container wants for itself (API_ResourceRequirement).</summary>
internal static class ResourceRequirementRules
{
    public static void Check(ContainerDefinition container)
    {
        foreach (var requirement in container.ResourceRequirements.OrEmpty())
        {
            if (requirement.Type is not (ResourceType.Gpu or ResourceType.InferenceAccelerator or ResourceType.NeuronDevice))
                throw Wording.Invalid("resourceRequirements", container);
            // Without a share of one, GPUs are counted: "1", "2", …
            if (requirement is { Type: ResourceType.Gpu, SharingStrategy: null }
                && !(int.TryParse(requirement.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0))
            {
                throw Wording.Invalid("resourceRequirements", container);
            }
            // It would have to name one of the task's inferenceAccelerators, which ECS no longer takes.
            if (requirement.Type == ResourceType.InferenceAccelerator) throw Wording.Invalid("resourceRequirements", container);
        }
    }

    public static string? FargateViolation(ContainerDefinition container) =>
        container.ResourceRequirements.OrEmpty().Any(requirement => requirement.Type == ResourceType.Gpu)
            ? "Tasks using the Fargate launch type do not support GPU resource requirements."
            : null;
}
