using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>ExecuteCommand (ECS Exec): which container a command may be run in. It changes nothing.</summary>
public static class ExecuteCommand
{
    /// <exception cref="ApiException">There is no such container, or no command can be run in it.</exception>
    public static (EcsTask Task, EcsContainer Container) Check(World world, ExecuteCommandRequest request)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        if (request.Interactive != true) throw EcsErrors.InvalidParameter("Interactive is the only mode supported currently.");
        if (string.IsNullOrWhiteSpace(request.Command)) throw EcsErrors.InvalidParameter("Command can not be blank.");
        var task = TaskIdentifiers.Find(world, cluster.Name, request.Task) ?? throw EcsErrors.InvalidParameter("The referenced task was not found.");
        var container = Find(task, request.Container);
        if (ExecuteCommandAgent.Of(task, container) is not { Status: "RUNNING" })
        {
            throw EcsErrors.InvalidParameter(
                "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.");
        }
        // The agent has not said yet that it is gone, but the container is going.
        if (container.Status == ContainerStatus.Stopping) throw EcsErrors.TargetNotConnected("The execute command failed due to an internal error. Try again later.");
        return (task, container);
    }

    private static EcsContainer Find(EcsTask task, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            return task.Containers.FirstOrDefault(container => container.Name == name) ?? throw EcsErrors.InvalidParameter($"The container {name} does not exist in the task.");
        return task.Containers.Count == 1
            ? task.Containers[0]
            : throw EcsErrors.InvalidParameter("The task has multiple containers. Specify a container name and try again.");
    }
}
