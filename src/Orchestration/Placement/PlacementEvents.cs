namespace Workbook.Orchestration.Placement;

/// <summary>What a service's event says when a task could not be placed (see "Amazon ECS service event messages").</summary>
public static class PlacementEvents
{
    private const string Unmet = "was unable to place a task because no container instance met all of its requirements.";
    internal const string More = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    /// <summary>What follows <c>(service NAME) </c> when too many tasks of the cluster wait for capacity providers.</summary>
    public const string ProvisioningLimit = "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.";

    /// <summary>
    /// The sentence that follows <c>(service NAME) </c>. The closest matching instance is one that came furthest through
    /// the checks: a full machine is closer than one that must not be used at all. Of those the first, which has the lowest id.
    /// </summary>
    /// <param name="placement">A placement without a chosen instance.</param>
    /// <param name="provider">The capacity provider whose instances were asked; null when all were.</param>
    public static string Unplaced(Placement placement, string? provider = null)
    {
        var refusals = placement.Refusals.Where(refusal => refusal.Reason != RefusalReasons.CapacityProvider).ToList();
        if (refusals.Count == 0) return $"{Unmet} Reason: No Container Instances were found in your {(provider is null ? "cluster" : "capacity provider")}. {More}";
        var closest = refusals.MinBy(refusal => Distance(refusal.Reason))!;
        return $"{Unmet} The closest matching (container-instance {closest.InstanceId}) {What(closest.Reason)} {More}";
    }

    private static string What(string reason) => reason switch
    {
        RefusalReasons.Cpu => "has insufficient CPU units available.",
        RefusalReasons.Memory => "has insufficient memory available.",
        RefusalReasons.Gpu => "has insufficient GPU resource available.",
        RefusalReasons.Ports => "is already using a port required by your task.",
        RefusalReasons.Attribute => "is missing an attribute required by your task.",
        _ => $"encountered error \"{reason}\".",
    };

    private static int Distance(string reason) => reason switch
    {
        RefusalReasons.Ports => 0,
        RefusalReasons.Memory => 1,
        RefusalReasons.Cpu => 2,
        RefusalReasons.Gpu => 3,
        RefusalReasons.DistinctInstance => 4,
        RefusalReasons.MemberOf => 5,
        RefusalReasons.Attribute => 6,
        RefusalReasons.Agent => 7,
        _ => 8,
    };
}
