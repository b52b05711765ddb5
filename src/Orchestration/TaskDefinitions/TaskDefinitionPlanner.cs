using Workbook.Orchestration.Deployments;
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
        var inUse = !world.TaskIndex[TaskBuckets.Definition(revision.Key)].IsEmpty || ServiceUses(world, revision.Key);
        return
        [
            new ForgetTaskDefinition(revision.Key, inUse, inUse
                ? $"{revision.Definition.TaskDefinitionArn} is still referenced by tasks or services."
                : $"No task and no service refers to {revision.Definition.TaskDefinitionArn} any more."),
        ];
    }

    /// <summary>A service refers to what its deployments and task sets run, and to what it would go back to.</summary>
    private static bool ServiceUses(World world, string definitionKey)
    {
        var byRevision = world.RolloutIndex[RolloutBuckets.Definition(definitionKey)].Select(id => world.ServiceRevisions[id]).Any(each =>
            world.Services.TryGetValue(each.ServiceKey, out var service)
            && (service.RevisionId == each.Id || service.StableRevisionId == each.Id || service.Deployments.Any(deployment => deployment.RevisionId == each.Id)));
        return byRevision || world.Services.Values.Any(service => service.TaskSets.Any(taskSet => taskSet.Spec.DefinitionKey == definitionKey));
    }
}
