using Workbook.Orchestration.Planning;

namespace Workbook.Orchestration.Capacity;

/// <summary>
/// Managed scaling: keeps the reservation of a capacity provider at its target by changing how many instances its Auto
/// Scaling group shall have (see "Amazon ECS managed scaling behavior").
/// </summary>
internal static class ManagedScalingPlanner
{
    /// <summary>Between two data points of the metric.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>How long the metric has to be below its target before instances are given back.</summary>
    public static readonly TimeSpan BeforeScaleIn = TimeSpan.FromMinutes(15);

    /// <summary>How many instances a group without any begins with.</summary>
    private const int First = 2;

    public static void Plan(Draft draft, string name)
    {
        if (!draft.World.Providers.TryGetValue(name, out var provider)) return;
        InstanceDraining.Plan(draft, provider);
        if (provider.DeletedAt is { } deletedAt)
        {
            if (draft.Now >= deletedAt + EcsCapacityProvider.Remembered) draft.Decide(new ForgetProvider(name, "Deleted capacity providers stay visible for one hour."));
            return;
        }
        var group = provider.IsManaged ? ScalingGroups.Find(draft.World, provider.GroupArn) : null;
        if (group is null)
        {
            Watch(draft, provider, null, null, "Nothing manages the size of the group.");
            return;
        }
        Decide(draft, provider, group, CapacityReservation.Of(draft.World, provider, group.Size));
        TerminationProtection.Plan(draft, provider);
    }

    private static void Decide(Draft draft, EcsCapacityProvider provider, ScalingGroup group, CapacityReservation reservation)
    {
        var target = provider.Scaling.TargetCapacity!.Value;
        var wanted = Math.Clamp(Wanted(reservation, target), Math.Min(group.Minimum, group.Maximum), group.Maximum);
        var because = $"CapacityProviderReservation is {reservation.Percent:0.##} % and its target {target} %: {reservation.Needed} instances are needed and {reservation.Present} are there.";
        if (reservation.Percent > target && wanted > group.Desired)
        {
            var at = provider is { BelowSince: null, DecideAt: { } set } ? set : Next(draft.Now);
            if (draft.Now < at) Watch(draft, provider, at, null, because);
            else draft.Decide(new ScaleGroup(provider.Name, group.Desired, Larger(provider, group, wanted), because));
        }
        else if (reservation.Percent < target && wanted < group.Desired)
        {
            var since = provider.BelowSince ?? Next(draft.Now);
            var at = since + BeforeScaleIn is var over && provider.WarmUntil > over ? provider.WarmUntil.Value : over;
            if (draft.Now < at) Watch(draft, provider, at, since, because);
            else draft.Decide(new ScaleGroup(provider.Name, group.Desired, Smaller(group, wanted), because));
        }
        else
        {
            Watch(draft, provider, null, null, because);
        }
    }

    /// <summary>4 instances are needed and the target is 80 % → ceil(4 / 0.8) = 5; none is there and any is needed → at least 2.</summary>
    private static int Wanted(CapacityReservation reservation, int target)
    {
        var wanted = (int)Math.Ceiling(reservation.Needed * 100.0 / target);
        return reservation is { Present: 0, Needed: > 0 } ? Math.Max(First, wanted) : wanted;
    }

    /// <summary>As many as are missing, but within the step sizes and the group's maximum.</summary>
    private static int Larger(EcsCapacityProvider provider, ScalingGroup group, int wanted)
    {
        var (least, most) = (provider.Scaling.MinimumScalingStepSize!.Value, provider.Scaling.MaximumScalingStepSize!.Value);
        return (int)Math.Min(group.Maximum, (long)group.Desired + Math.Clamp(wanted - group.Desired, least, most));
    }

    /// <summary>At most half of the group goes at once: 5 of which 1 is needed → 3.</summary>
    private static int Smaller(ScalingGroup group, int wanted) => Math.Max(wanted, group.Desired - Math.Max(1, group.Desired / 2));

    /// <summary>The next data point: they come at whole minutes.</summary>
    private static DateTimeOffset Next(DateTimeOffset now) => new(now.Ticks - now.Ticks % Period.Ticks + Period.Ticks, now.Offset);

    private static void Watch(Draft draft, EcsCapacityProvider provider, DateTimeOffset? at, DateTimeOffset? belowSince, string because)
    {
        if (provider.DecideAt != at || provider.BelowSince != belowSince) draft.Decide(new WatchReservation(provider.Name, at, belowSince, because));
    }
}
