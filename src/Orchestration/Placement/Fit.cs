using Workbook.Orchestration.Capacity;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Placement;

/// <summary>Whether a container instance can take a task, and if not, why, in the API's words.</summary>
public static class Fit
{
    /// <summary>Null when it fits, else such as <c>RESOURCE:MEMORY</c>, <c>AGENT</c> or <c>ATTRIBUTE</c> (see "API failure reasons").</summary>
    public static string? Refusal(Instance instance, InstanceResources wanted, ValueList<Shapes.Ecs.Attribute> requiredAttributes)
    {
        if (!instance.AgentConnected) return "AGENT";
        if (instance.Status != ContainerInstanceStatus.Active) return "INACTIVE";
        var free = instance.Remaining;
        if (wanted.Cpu > free.Cpu) return "RESOURCE:CPU";
        if (wanted.Memory > free.Memory) return "RESOURCE:MEMORY";
        if (wanted.Gpus > free.Gpus) return "RESOURCE:GPU";
        if (wanted.TcpPorts.Any(free.TcpPorts.Contains) || wanted.UdpPorts.Any(free.UdpPorts.Contains)) return "RESOURCE:PORTS";
        return requiredAttributes.All(required => instance.Attributes.Any(has => has.Name == required.Name && (required.Value is null || has.Value == required.Value)))
            ? null
            : "ATTRIBUTE";
    }
}
