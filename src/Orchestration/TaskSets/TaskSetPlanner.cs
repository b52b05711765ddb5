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
            var service = draft.World.Services[key];
            var taskSet = service.TaskSets.First(each => each.Id == id);
            var active = TaskStopper.Wanted(draft.World, id).Count();
            var wanted = taskSet.DesiredCountOf(service.DesiredCount);
            var because = $"{taskSet.Scale} % of {service.DesiredCount} tasks are {wanted}, and there are {active}.";
            if (active > wanted) TaskStopper.Stop(draft, service, id, TaskStopper.Spare(draft.World, id, active - wanted, new HashSet<string>()), because);
            else if (active < wanted) TaskStarter.Start(draft, key, id, wanted - active, because);
        }
    }
}
