using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.TaskSets;

/// <summary>What a decision makes of the task set it is about.</summary>
internal static class TaskSetReducer
{
    public static World Apply(World world, EcsService service, TaskSetDecision decision, DateTimeOffset now) => ServiceReducer.Put(world, decision switch
    {
        NoteStability note => service.With(service.TaskSets.First(each => each.Id == note.TaskSetId) with { IsStable = note.IsStable, StabilityAt = now }),
        RemoveTaskSet remove => service with { TaskSets = service.TaskSets.Where(each => each.Id != remove.TaskSetId).ToValueList() },
        _ => throw new UnreachableException($"Nothing is known of {decision}."),
    });
}
