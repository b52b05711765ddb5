using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;

namespace Workbook.Orchestration.TaskSets;

/// <summary>Keeps each task set of an EXTERNAL service at its share of the desired count; moving between them is the controller's business.</summary>
internal static class TaskSetPlanner
{
    public static void Plan(Draft draft, string key)
    {
        foreach (var id in draft.World.Services[key].TaskSets.Select(each => each.Id))
        {
            var taskSet = Of(draft, key, id);
            CountKeeper.Keep(draft, key, id, taskSet.DesiredCountOf(draft.World.Services[key].DesiredCount), mayLaunch: !taskSet.Throttle.Holds(draft.Now));
            if (taskSet.Status == EcsTaskSet.Draining && !draft.World.DeploymentTallies.ContainsKey(id))
                draft.Decide(new RemoveTaskSet(key, id, "The task set was deleted and all its tasks have stopped."));
            else
                JudgeStability(draft, key, id);
        }
    }

    /// <summary>As TaskSet's <c>stabilityStatus</c> has it: as many as computed run, none is pending, and all are healthy.</summary>
    private static void JudgeStability(Draft draft, string key, string id)
    {
        var taskSet = Of(draft, key, id);
        var wanted = taskSet.DesiredCountOf(draft.World.Services[key].DesiredCount);
        var tally = draft.World.TallyOf(id);
        var isStable = tally.Pending == 0 && tally.Running == wanted && tally.Healthy == wanted;
        if (isStable != taskSet.IsStable)
            draft.Decide(new NoteStability(key, id, isStable, $"{tally.Healthy} of {wanted} tasks run and are healthy, {tally.Pending} are pending and {tally.Running} run in all."));
    }

    private static EcsTaskSet Of(Draft draft, string key, string id) => draft.World.Services[key].TaskSets.First(each => each.Id == id);
}
