using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Admin;

/// <summary>
/// <c>{"fault":"interruptSpot","task":ARN}</c>, or <c>{"fault":"interruptSpot","cluster":ARN}</c> for all of a cluster: Fargate
/// takes its spare capacity back. The tasks get SIGTERM and as long as their stop timeout says.
/// </summary>
internal sealed record SpotFault(Arn Target) : Fault
{
    public const string Name = "interruptSpot";

    private const string Provider = "FARGATE_SPOT";

    public static SpotFault Of(JsonElement body)
    {
        var named = AdminJson.OptionalText(body, "task") is not null;
        if (named == AdminJson.OptionalText(body, "cluster") is not null) throw new AdminError(400, "Either task or cluster must be given.");
        return new(named ? AdminJson.ArnOf(body, "task", "task") : AdminJson.ArnOf(body, "cluster", "cluster"));
    }

    public override async ValueTask InjectAsync(EcsEngine engine) => await engine.Store.UpdateAsync(Target.Scope, (world, now) =>
    {
        var tasks = Named(world).Where(task => task is { IsWanted: true, CapacityProviderName: Provider }).Select(task => task.Id).ToList();
        if (tasks.Count == 0) throw new AdminError(404, $"No task of {Target} runs on {Provider}.");
        return (tasks.Aggregate(world, (next, id) => Reducer.Apply(
            next, new EndTask(id, TaskStopCode.SpotInterruption, StopReasons.SpotInterrupted, "The fault interruptSpot was injected."), now)), tasks.Count);
    });

    private IEnumerable<EcsTask> Named(World world) => Target.Type == "task"
        ? world.Tasks.TryGetValue(Target.Id, out var task) ? [task] : []
        : world.TaskIndex[TaskBuckets.All(Target.Path, DesiredStatus.Running)].Select(id => world.Tasks[id]);
}
