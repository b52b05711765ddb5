using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>A port of a task, as a target's address leads to it.</summary>
/// <param name="TaskId">The task that has the address or the host port.</param>
/// <param name="Container">The container whose host port it is; null where any of the task's containers may listen, for they share the address.</param>
/// <param name="Port">Where the container listens.</param>
public readonly record struct TaskPort(string TaskId, string? Container, int Port)
{
    /// <summary>Finds the tasks that are at an address. None: it is no task's.</summary>
    /// <param name="target">A private IPv4 address, or the id of an EC2 instance.</param>
    /// <param name="port">Of an instance: the host port.</param>
    /// <param name="protocol">One of <see cref="TransportProtocol"/>.</param>
    public static IEnumerable<TaskPort> Find(World world, string target, int port, string protocol)
    {
        if (!target.StartsWith("i-", StringComparison.Ordinal)) return world.TaskIndex[TaskBuckets.Address(target)].Select(task => new TaskPort(task, null, port));
        if (world.InstanceIndex.OnMachine(target) is not { } instance) return [];
        return from task in world.TaskIndex[TaskBuckets.HostPort(instance, port)]
               from container in world.Tasks[task].Containers
               from binding in container.NetworkBindings
               where binding.HostPort == port && (binding.Protocol ?? TransportProtocol.Tcp) == protocol && !container.IsStopped
               select new TaskPort(task, container.Name, binding.ContainerPort ?? port);
    }
}
