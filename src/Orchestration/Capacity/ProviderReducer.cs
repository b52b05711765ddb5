using System.Diagnostics;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Capacity;

/// <summary>What a decision makes of the capacity provider it is about, and of its Auto Scaling group.</summary>
internal static class ProviderReducer
{
    public static World Apply(World world, EcsCapacityProvider provider, ProviderDecision decision, DateTimeOffset now)
    {
        switch (decision)
        {
            case WatchReservation watch:
                return world.Put(provider with { DecideAt = watch.At, BelowSince = watch.BelowSince });
            case ScaleGroup scale when scale.To > scale.From:
                return ScalingGroups.Resize(world, provider.GroupArn, scale, now).Put(provider with
                {
                    DecideAt = null,
                    BelowSince = null,
                    WarmUntil = now + TimeSpan.FromSeconds(provider.Scaling.InstanceWarmupPeriod!.Value),
                });
            case ScaleGroup scale:
                // The alarm stays on: the next data point may take the next step.
                return ScalingGroups.Resize(world, provider.GroupArn, scale, now).Put(provider with
                {
                    DecideAt = null,
                    BelowSince = now + ManagedScalingPlanner.Period - ManagedScalingPlanner.BeforeScaleIn,
                });
            case ProtectInstance protect:
                return ScalingGroups.Protect(world, provider.GroupArn, protect.Ec2InstanceId, protect.IsProtected);
            case SetDrainingHook hook:
                return ScalingGroups.SetHook(world, provider.GroupArn, hook.IsOn);
            case ReleaseInstance release:
                return ScalingGroups.Release(world, provider.GroupArn, release.Ec2InstanceId, now);
            case ForgetProvider:
                return world.Remove(provider);
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }
}
