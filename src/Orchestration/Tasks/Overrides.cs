using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using KeyValuePair = Workbook.Shapes.Ecs.KeyValuePair;

namespace Workbook.Orchestration.Tasks;

/// <summary>What a task's overrides make of its container definitions (see ContainerOverride in the API reference).</summary>
public static class Overrides
{
    /// <summary>The definition of one container as it is to be run.</summary>
    public static ContainerDefinition Of(TaskDefinition definition, TaskOverride overrides, string containerName) =>
        Of(definition.ContainerDefinitions!.First(container => container.Name == containerName), overrides);

    internal static ContainerDefinition Of(ContainerDefinition container, TaskOverride overrides) =>
        overrides.ContainerOverrides?.FirstOrDefault(each => each.Name == container.Name) is { } over
            ? container with
            {
                Command = over.Command ?? container.Command,
                Environment = Merge(container.Environment ?? [], over.Environment ?? []),
                EnvironmentFiles = over.EnvironmentFiles ?? container.EnvironmentFiles,
                Cpu = over.Cpu ?? container.Cpu,
                Memory = over.Memory ?? container.Memory,
                MemoryReservation = over.MemoryReservation ?? container.MemoryReservation,
                ResourceRequirements = over.ResourceRequirements ?? container.ResourceRequirements,
            }
            : container;

    private static ValueList<KeyValuePair> Merge(ValueList<KeyValuePair> defined, ValueList<KeyValuePair> added) =>
        defined.Where(variable => added.All(other => other.Name != variable.Name)).Concat(added).ToValueList();
}
