using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>
/// Managed draining: an instance that its group is about to terminate is set DRAINING, and terminated only when its tasks
/// have left it (see "Safely stop Amazon ECS workloads running on EC2 instances"). A lifecycle hook holds it meanwhile.
/// </summary>
internal static class InstanceDraining
{
    public static void Plan(Draft draft, EcsCapacityProvider provider)
    {
        var isOn = provider is { IsActive: true, Draining: ManagedDraining.Enabled };
        if (isOn != ScalingGroups.HasHook(draft.World, provider.GroupArn) && (!isOn || ScalingGroups.Find(draft.World, provider.GroupArn) is not null))
            draft.Decide(new SetDrainingHook(provider.Name, isOn, isOn ? "Managed draining is on." : "Managed draining is off."));
        if (!isOn) return;
        foreach (var machine in ScalingGroups.Held(draft.World, provider.GroupArn, draft.Now))
        {
            var instance = ScalingGroups.InstanceOf(draft.World, machine);
            if (instance is { Status: ContainerInstanceStatus.Active })
                draft.Decide(new DrainInstance(instance.Id, $"Its Auto Scaling group is about to terminate {machine}."));
            else if (instance is null || !InstanceLoss.TasksOn(draft.World, instance).Any())
                draft.Decide(new ReleaseInstance(provider.Name, machine, "No task is left on it."));
        }
    }
}
