using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>StopTask: the task's desired status becomes STOPPED. Stopping a stopped task again changes nothing.</summary>
public static class StopTask
{
    private const int MostReasonCharacters = 1024;

    /// <exception cref="ApiException">There is no such task.</exception>
    public static (World World, EcsTask Task) Apply(World world, StopTaskRequest request, DateTimeOffset now)
    {
        var cluster = ClusterRules.Active(world, request.Cluster);
        var task = TaskIdentifiers.Find(world, cluster.Name, request.Task) ?? throw EcsErrors.InvalidParameter("The referenced task was not found.");
        if (!task.IsWanted) return (world, task);
        if (request.Reason is { Length: > MostReasonCharacters }) throw EcsErrors.InvalidParameter("Reason longer than 1024.");
        world = Reducer.Apply(world, new EndTask(task.Id, TaskStopCode.UserInitiated, request.Reason ?? StopReasons.StoppedByUser, "StopTask was called."), now);
        return (world, world.Tasks[task.Id]);
    }
}
