using System.Collections.Immutable;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>Capacity providers and the strategies made of them (see "Amazon ECS capacity providers").</summary>
public static class CapacityProviders
{
    private const string Fargate = "FARGATE";
    private const string FargateSpot = "FARGATE_SPOT";

    private const int MostOfCluster = 20;

    /// <summary>Those that exist in every account, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = [Fargate, FargateSpot];

    public static bool IsFargate(string name) => name is Fargate or FargateSpot;

    /// <exception cref="ApiException">A provider does not exist or is INACTIVE, or there are too many.</exception>
    public static ValueList<string> Check(World world, ValueList<string> names)
    {
        foreach (var name in names.Where(name => !IsFargate(name)))
        {
            if (!world.Providers.TryGetValue(name, out var provider))
                throw EcsErrors.InvalidParameter($"The specified capacity provider '{name}' was not found. Specify a valid capacity provider and try again.");
            if (!provider.IsActive)
                throw EcsErrors.InvalidParameter($"The specified capacity provider '{name}' is not in an ACTIVE state. Specify a valid capacity provider and try again.");
        }
        var distinct = names.Distinct(StringComparer.Ordinal).ToValueList();
        return distinct.Count <= MostOfCluster ? distinct : throw EcsErrors.InvalidParameter("The maximum number of capacity providers per cluster has been exceeded.");
    }

    /// <summary>The providers that a cluster is to have instead of those that it has.</summary>
    /// <exception cref="ApiException"><c>ResourceInUseException</c>: tasks or services use one that is left out.</exception>
    public static ValueList<string> Replace(World world, ClusterState cluster, ValueList<string> names)
    {
        var next = Check(world, names);
        foreach (var left in cluster.CapacityProviders.Except(next, StringComparer.Ordinal))
        {
            if (IsUsed(world, cluster.Name, left)) throw EcsErrors.ResourceInUse("The specified capacity provider is in use and cannot be removed.");
        }
        return next;
    }

    private static bool IsUsed(World world, string cluster, string provider) =>
        world.TaskIndex[TaskBuckets.All(cluster, DesiredStatus.Running)].Concat(world.TaskIndex[TaskBuckets.All(cluster, DesiredStatus.Stopped)])
            .Select(id => world.Tasks[id])
            .Any(task => task.CapacityProviderName == provider && task.LastStatus != EcsTaskStatus.Stopped)
        || world.ServiceIndex[ServiceBuckets.In(cluster)]
            .Select(key => world.Services[key])
            .SelectMany(service => service.Deployments.Select(each => world.ServiceRevisions[each.RevisionId].Spec).Concat(service.TaskSets.Select(each => each.Spec)))
            .Any(spec => spec.CapacityProviderStrategy.Any(item => item.CapacityProvider == provider));

    /// <exception cref="ApiException">The strategy breaks a rule, or uses a provider that is not associated with the cluster.</exception>
    public static ValueList<CapacityProviderStrategyItem> CheckStrategy(ValueList<CapacityProviderStrategyItem> strategy, ValueList<string> associated)
    {
        if (strategy.Count == 0) return strategy;
        foreach (var item in strategy)
        {
            if (!associated.Contains(item.CapacityProvider))
                throw EcsErrors.InvalidParameter("The specified capacity provider strategy contains a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.");
        }
        if (strategy.DistinctBy(item => item.CapacityProvider).Count() != strategy.Count)
            throw EcsErrors.InvalidParameter("The specified capacity provider strategy contains the same capacity provider more than once. Name each capacity provider once and try again.");
        if (strategy.Count(item => item.Base > 0) > 1)
            throw EcsErrors.InvalidParameter("The specified capacity provider strategy cannot contain more than one capacity provider with a base value greater than 0. Specify only one capacity provider with a base value and try again.");
        if (strategy.Count > 1 && strategy.All(item => item.Weight is null or 0) || strategy is [{ Weight: 0 }])
            throw EcsErrors.InvalidParameter("The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0. Add a weight and try again.");
        return strategy;
    }

    /// <summary>
    /// Which provider each of <paramref name="count"/> tasks goes to: first the base, then by weight.
    /// base 2 on A, weights A 1 and B 3, 6 tasks → A gets 2 + 1, B gets 3.
    /// </summary>
    public static IEnumerable<string> Distribute(ValueList<CapacityProviderStrategyItem> strategy, int count)
    {
        var placed = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
        for (var task = 0; task < count; task++)
        {
            var next = Next(strategy, placed);
            placed = placed.SetItem(next, placed.GetValueOrDefault(next) + 1);
            yield return next;
        }
    }

    /// <summary>Which provider one more task goes to.</summary>
    /// <param name="strategy">Has passed <see cref="CheckStrategy"/>.</param>
    /// <param name="placed">How many tasks each provider has.</param>
    public static string Next(ValueList<CapacityProviderStrategyItem> strategy, ImmutableSortedDictionary<string, int> placed)
    {
        return (strategy.FirstOrDefault(item => placed.GetValueOrDefault(item.CapacityProvider!) < (item.Base ?? 0))
            ?? strategy.Where(item => Weight(item) > 0)
                .MinBy(item => (double)(placed.GetValueOrDefault(item.CapacityProvider!) - (item.Base ?? 0) + 1) / Weight(item))!).CapacityProvider!;

        // A single provider without a weight takes everything.
        int Weight(CapacityProviderStrategyItem item) => item.Weight ?? (strategy.Count == 1 ? 1 : 0);
    }

    public static string LaunchTypeOf(string provider) => IsFargate(provider) ? LaunchType.Fargate : LaunchType.Ec2;
}
