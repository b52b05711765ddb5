using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>The buckets of the index of capacity providers' instances: only those that are ACTIVE count.</summary>
public static class ProviderBuckets
{
    internal static IReadOnlyList<string> Of(Instance? instance)
    {
        if (instance is not { CapacityProviderName: { } provider, Status: ContainerInstanceStatus.Active }) return [];
        return instance.OrdinaryTasks > 0 ? [All(provider), Busy(provider)] : [All(provider)];
    }

    public static string All(string provider) => provider;

    /// <summary>Those with tasks that are not a daemon's.</summary>
    public static string Busy(string provider) => $"{provider}|busy";
}
