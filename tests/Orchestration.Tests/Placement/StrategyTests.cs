using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>Capacity provider strategies: base first, then by weight.</summary>
public class StrategyTests
{
    private static CapacityProviderStrategyItem Item(string provider, int? weight = null, int? atLeast = null) =>
        new() { CapacityProvider = provider, Weight = weight, Base = atLeast };

    private static CapacityProviderStrategyItem OnDemand(int? weight = null, int? atLeast = null) => Item("FARGATE", weight, atLeast);

    private static CapacityProviderStrategyItem Spot(int? weight = null, int? atLeast = null) => Item("FARGATE_SPOT", weight, atLeast);

    private static readonly object[] Splits =
    [
        // strategy, tasks, on demand, spot
        new object[] { new[] { OnDemand(), }, 5, 5, 0 },
        new object[] { new[] { OnDemand(weight: 1), Spot(weight: 1) }, 10, 5, 5 },
        new object[] { new[] { OnDemand(weight: 1), Spot(weight: 4) }, 10, 2, 8 },
        new object[] { new[] { OnDemand(weight: 1, atLeast: 2), Spot(weight: 3) }, 6, 3, 3 },
        new object[] { new[] { OnDemand(weight: 0, atLeast: 2), Spot(weight: 1) }, 6, 2, 4 },
        new object[] { new[] { Spot(weight: 1), OnDemand(weight: 1, atLeast: 4) }, 3, 3, 0 },
        new object[] { new[] { OnDemand(weight: 1, atLeast: 1), Spot(weight: 1) }, 1, 1, 0 },
        new object[] { new[] { OnDemand(weight: 0), Spot(weight: 1) }, 4, 0, 4 },
        new object[] { new[] { OnDemand(weight: 1, atLeast: 100), Spot(weight: 1) }, 10, 10, 0 },
    ];

    [TestCaseSource(nameof(Splits))]
    public void Tasks_are_split_by_base_and_weight(CapacityProviderStrategyItem[] strategy, int count, int onDemand, int spot)
    {
        var providers = CapacityProviders.Distribute([.. strategy], count).ToList();
        providers.Count(provider => provider == "FARGATE").Should().Be(onDemand);
        providers.Count(provider => provider == "FARGATE_SPOT").Should().Be(spot);
    }

    private static readonly object[] Refusals =
    [
        new object[] { new[] { Item("mine", weight: 1) }, "*not associated with the cluster*" },
        new object[] { new[] { OnDemand(1, 1), Spot(1, 1) }, "*cannot contain more than one capacity provider with a base value*" },
        new object[] { new[] { OnDemand(0), Spot(0) }, "*at least one capacity provider with a weight greater than 0*" },
        new object[] { new[] { OnDemand(0) }, "*at least one capacity provider with a weight greater than 0*" },
        new object[] { new[] { OnDemand(1), OnDemand(2) }, "*contains the same capacity provider more than once*" },
    ];

    [TestCaseSource(nameof(Refusals))]
    public void A_strategy_that_makes_no_sense_is_refused_wherever_it_is_given(CapacityProviderStrategyItem[] strategy, string message)
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        var attempts = new Action[]
        {
            () => story.Launch(new() { TaskDefinition = "demo", CapacityProviderStrategy = [.. strategy], NetworkConfiguration = Story.Network }),
            () => ClusterRules.Create(story.World, new() { ClusterName = "c", CapacityProviders = ["FARGATE", "FARGATE_SPOT"], DefaultCapacityProviderStrategy = [.. strategy] }),
            () => ClusterRules.PutCapacityProviders(story.World, new() { Cluster = "default", CapacityProviders = ["FARGATE", "FARGATE_SPOT"], DefaultCapacityProviderStrategy = [.. strategy] }),
        };
        foreach (var attempt in attempts)
            attempt.Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be("InvalidParameterException");
    }

    [Test]
    public void A_run_follows_the_strategy_of_its_request()
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        var tasks = story.Launch(new()
        {
            TaskDefinition = "demo",
            Count = 4,
            CapacityProviderStrategy = [OnDemand(1, 1), Spot(2)],
            NetworkConfiguration = Story.Network,
        }).Tasks;
        // base: 1 on demand; then 3 by weights 1 to 2
        tasks.GroupBy(task => task.CapacityProviderName).Select(group => $"{group.Key} {group.Count()}").Should().Equal("FARGATE 2", "FARGATE_SPOT 2");
        tasks.Should().OnlyContain(task => task.LaunchType == "FARGATE");
    }

    [Test]
    public void A_run_without_launch_type_follows_the_cluster_s_default_and_one_with_does_not()
    {
        var story = new Story();
        story.Change(world => ClusterRules.PutCapacityProviders(world, new() { CapacityProviders = ["FARGATE_SPOT"], DefaultCapacityProviderStrategy = [Spot(1)] }));
        story.Register(Requests.Fargate());
        var request = new RunTaskRequest { TaskDefinition = "demo", NetworkConfiguration = Story.Network };
        story.Launch(request).Tasks.Single().CapacityProviderName.Should().Be("FARGATE_SPOT");
        story.Launch(request with { LaunchType = "FARGATE" }).Tasks.Single().CapacityProviderName.Should().BeNull();
    }

    [Test]
    public void Launch_type_and_strategy_exclude_each_other()
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        FluentActions.Invoking(() => story.Launch(new() { TaskDefinition = "demo", LaunchType = "FARGATE", CapacityProviderStrategy = [Spot(1)], NetworkConfiguration = Story.Network }))
            .Should().Throw<ApiException>().WithMessage("Specifying both a launch type and capacity provider strategy is not supported*");
    }
}
