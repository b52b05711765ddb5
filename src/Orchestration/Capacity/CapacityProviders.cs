using System.Collections.Immutable;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>Capacity providers and the strategies made of them (see "Amazon ECS capacity providers").</summary>
public static class CapacityProviders
{
    private const string Fargate = "FARGATE";
    private const string FargateSpot = "FARGATE_SPOT";

    /// <exception cref="ApiException">A provider does not exist.</exception>
    public static ValueList<string> Check(ValueList<string> names)
    {
        foreach (var name in names)
        {
            if (name is not (Fargate or FargateSpot))
                throw EcsErrors.InvalidParameter($"The specified capacity provider '{name}' was not found. Specify a valid capacity provider and try again.");
        }
        return names;
    }

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

    public static string LaunchTypeOf(string provider) => provider is Fargate or FargateSpot ? LaunchType.Fargate : LaunchType.Ec2;
}
