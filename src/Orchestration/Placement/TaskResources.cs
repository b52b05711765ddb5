using System.Globalization;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>What a task takes from a container instance.</summary>
public static class TaskResources
{
    /// <summary>
    /// The task's own CPU and memory where it has them, else the sum of its containers': CPU units, and for each container
    /// its <c>memoryReservation</c>, or its <c>memory</c> without one.
    /// </summary>
    public static InstanceResources Of(TaskDefinition definition, TaskOverride overrides)
    {
        var containers = definition.ContainerDefinitions!.Select(container => Overrides.Of(container, overrides)).ToList();
        var ports = definition.NetworkMode is NetworkMode.Awsvpc or NetworkMode.None
            ? []
            : containers.SelectMany(container => container.PortMappings ?? []).Select(port => (Port: HostPort(definition, port), port.Protocol)).Where(port => port.Port > 0).ToList();
        return new(
            Number(overrides.Cpu ?? definition.Cpu) ?? Total(containers, container => container.Cpu ?? 0),
            Number(overrides.Memory ?? definition.Memory) ?? Total(containers, container => container.MemoryReservation ?? container.Memory ?? 0),
            Total(containers, Gpus),
            ports.Where(port => port.Protocol != TransportProtocol.Udp).Select(port => port.Port).ToValueList(),
            ports.Where(port => port.Protocol == TransportProtocol.Udp).Select(port => port.Port).ToValueList());
    }

    // Two containers may each ask for 2,147,483,647: more than fits anywhere stays more than fits anywhere.
    private static int Total(IEnumerable<ContainerDefinition> containers, Func<ContainerDefinition, int> amount) =>
        Capped(containers.Sum(container => (long)amount(container)));

    private static int Capped(long amount) => (int)Math.Clamp(amount, 0, int.MaxValue);

    // A host port of 0 is chosen by the runtime and reserves nothing beforehand; in host mode the container's own port is it.
    private static int HostPort(TaskDefinition definition, PortMapping port) =>
        definition.NetworkMode == NetworkMode.Host ? port.ContainerPort ?? 0 : port.HostPort ?? 0;

    private static int Gpus(ContainerDefinition container) =>
        container.ResourceRequirements?.Where(requirement => requirement.Type == ResourceType.Gpu).Sum(requirement => (long)(Number(requirement.Value) ?? 0)) is { } sum ? Capped(sum) : 0;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
