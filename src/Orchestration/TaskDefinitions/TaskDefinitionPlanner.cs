using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.TaskDefinitions;

/// <summary>Completes deletions: a revision goes once no task refers to it (see DeleteTaskDefinitions).</summary>
internal static class TaskDefinitionPlanner
{
    public static IEnumerable<Decision> Plan(World world, TaskDefinitionRevision revision, DateTimeOffset now)
    {
        if (revision.NextWake is not { } wake || wake.At > now) return [];
        var inUse = !world.TaskIndex[TaskBuckets.Definition(revision.Key)].IsEmpty;
        return
        [
            new ForgetTaskDefinition(revision.Key, inUse, inUse
                ? $"{revision.Definition.TaskDefinitionArn} is still referenced by tasks."
                : $"No task refers to {revision.Definition.TaskDefinitionArn} any more."),
        ];
    }
}
