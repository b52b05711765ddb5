using Workbook.Orchestration.Planning;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>Managed termination protection: instances with tasks other than daemons' are protected from being scaled in, empty ones are not.</summary>
internal static class TerminationProtection
{
    public static void Plan(Draft draft, EcsCapacityProvider provider)
    {
        if (provider.TerminationProtection != ManagedTerminationProtection.Enabled) return;
        var world = draft.World;
        foreach (var instance in world.ProviderIndex[ProviderBuckets.All(provider.Name)].Select(id => world.ContainerInstances[id]))
        {
            var isBusy = instance.OrdinaryTasks > 0;
            if (ScalingGroups.IsProtected(world, provider.GroupArn, instance.Ec2InstanceId) is not { } isProtected || isProtected == isBusy) continue;
            draft.Decide(new ProtectInstance(provider.Name, instance.Ec2InstanceId!, isBusy, isBusy
                ? $"{instance.OrdinaryTasks} tasks of other than daemon services are on it."
                : "No task of other than daemon services is on it."));
        }
    }
}
