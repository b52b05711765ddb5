using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Services;

/// <summary>Says that protected tasks keep a service from scaling in: once, for as long as it is so.</summary>
internal static class HeldBack
{
    public static void Judge(Draft draft, string key)
    {
        var service = draft.World.Services[key];
        var message = service.Deployments.Select(each => (each.Id, Desired: each.IsPrimary ? service.DesiredCount : each.DesiredCount))
            .Concat(service.TaskSets.Select(each => (each.Id, Desired: each.DesiredCountOf(service.DesiredCount))))
            .Where(owner => IsHeldBack(draft, service, owner.Id, owner.Desired))
            .Select(owner => ServiceEvents.HeldBack(service, owner.Id, draft.World.TaskIndex[TaskBuckets.Protected(owner.Id)].Count))
            .FirstOrDefault();
        if (message != service.HeldBack)
            draft.Decide(new NoteHeldBack(key, message, message is null ? "No protected task is in the way any more." : "Only protected tasks are left to be stopped."));
    }

    /// <summary>desired 2, 3 tasks, all of them protected → one too many. With one that is not protected, that one would have been stopped.</summary>
    private static bool IsHeldBack(Draft draft, EcsService service, string ownerId, int desired)
    {
        var protectedTasks = draft.World.TaskIndex[TaskBuckets.Protected(ownerId)];
        if (protectedTasks.IsEmpty || protectedTasks.Count <= desired) return false;
        var replaced = service.Primary?.Id == ownerId ? Replacing.Of(draft.World, service, draft.Now).Primary : [];
        var left = draft.World.TaskIndex[TaskBuckets.Deployment(ownerId)].Except(replaced);
        return left.Count > desired && left.IsSubsetOf(protectedTasks);
    }
}
