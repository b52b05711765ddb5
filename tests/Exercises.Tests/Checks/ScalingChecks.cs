using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>What the checks of auto scaling share: limits, policies and activities of services, and how many tasks there are.</summary>
public abstract class ScalingChecks : LoadBalancingChecks
{
    /// <summary>A service at a moment.</summary>
    protected sealed record Count(int Desired, int Running)
    {
        public override string ToString() => Desired == Running ? $"{Desired}" : $"{Desired} desired and {Running} running";
    }

    /// <summary>Least and most.</summary>
    protected sealed record Limits(int? Min, int? Max)
    {
        public override string ToString() => $"{Min} to {Max}";
    }

    protected IAmazonApplicationAutoScaling Scaling => Aws.Scaling;

    /// <summary>As Application Auto Scaling calls a service.</summary>
    protected static string ResourceOf(string cluster, string service) => $"service/{cluster}/{service}";

    /// <summary>The check fails where the service is no scalable target.</summary>
    protected async Task<Limits> LimitsOfAsync(string cluster, string service)
    {
        var targets = (await Scaling.DescribeScalableTargetsAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceIds = [ResourceOf(cluster, service)] })).ScalableTargets ?? [];
        return targets.Count > 0 ? new(targets[0].MinCapacity, targets[0].MaxCapacity) : throw new AssertionException($"Expected the service {service} to be a scalable target, but found that it is none.");
    }

    /// <summary>A policy of a service by its name; the check fails where there is none.</summary>
    protected async Task<ScalingPolicy> PolicyAsync(string cluster, string service, string name)
    {
        var policies = await PoliciesAsync(cluster, service);
        return policies.FirstOrDefault(policy => policy.PolicyName == name)
            ?? throw new AssertionException($"Expected a scaling policy {name} of the service {service}, but found {ListOf(policies.Select(policy => policy.PolicyName))}.");
    }

    protected async Task<IReadOnlyList<ScalingPolicy>> PoliciesAsync(string cluster, string service) =>
        (await Scaling.DescribeScalingPoliciesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = ResourceOf(cluster, service) })).ScalingPolicies ?? [];

    /// <summary>Every change of the desired count by Application Auto Scaling, oldest first.</summary>
    protected async Task<IReadOnlyList<ScalingActivity>> ActivitiesAsync(string cluster, string service) =>
        [.. ((await Scaling.DescribeScalingActivitiesAsync(new() { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = ResourceOf(cluster, service) })).ScalingActivities ?? []).OrderBy(activity => activity.StartTime)];

    protected async Task<Count> CountOfAsync(string cluster, string service)
    {
        var found = await ServiceOfAsync(cluster, service);
        return new(found.DesiredCount ?? 0, found.RunningCount ?? 0);
    }

    /// <summary>Makes a service the scalable target that the scene needs.</summary>
    protected async Task RegisterTargetAsync(string cluster, string service, int min, int max, SuspendedState? suspended = null) =>
        await Scaling.RegisterScalableTargetAsync(new()
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = ResourceOf(cluster, service),
            MinCapacity = min,
            MaxCapacity = max,
            SuspendedState = suspended,
        });

    /// <summary>The check fails unless so many tasks are desired and run.</summary>
    protected static void Require(string when, Count found, int expected)
    {
        if (found.Desired != expected || found.Running != expected) throw new AssertionException($"Expected {expected} tasks {when}, but found {found}.");
    }

    protected static void Require(string when, Limits found, Limits expected)
    {
        if (found != expected) throw new AssertionException($"Expected limits of {expected} tasks {when}, but found {found}.");
    }
}
