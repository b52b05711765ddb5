using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using static Workbook.Orchestration.Tests.Routing.SampleRules;

namespace Workbook.Orchestration.Tests.Routing;

internal sealed class ChoiceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase(10, 90)]
    [TestCase(1, 1, 2)]
    [TestCase(0, 5, 999)]
    [TestCase(300, 0, 100, 200)]
    public void Weights_hold_within_one_percent_over_100_000_requests(params int[] weights)
    {
        const int Requests = 100_000;
        var forward = Forward(weights);
        var random = new Random(1);

        var chosen = Enumerable.Range(0, Requests).Select(_ => forward.Choose(random.NextDouble())!).CountBy(arn => arn).ToDictionary(each => each.Key, each => each.Value);

        for (var i = 0; i < weights.Length; i++)
            ((double)chosen.GetValueOrDefault($"group-{i}") / Requests).Should().BeApproximately((double)weights[i] / weights.Sum(), 0.01);
        chosen.Should().HaveCount(weights.Count(weight => weight > 0));
    }

    [Test]
    public void With_all_weights_zero_there_is_nobody() => (Forward(0, 0).Choose(0.5), Forward(0).Choose(0)).Should().Be((null, null));

    [Test]
    public void A_client_keeps_its_group_until_the_weight_is_zero() => (Forward(1, 0).Keeps("group-0"), Forward(1, 0).Keeps("group-1"), Forward(1).Keeps("group-7")).Should().Be((true, false, false));

    [Test]
    public void Round_robin_takes_all_in_turn_also_when_the_count_wraps_around() =>
        new uint[] { 0, 1, 2, 3, uint.MaxValue }.Select(turn => TargetChoice.RoundRobin(3, turn)).Should().Equal(0, 1, 2, 0, 0);

    [Test]
    public void Weighted_random_stays_within_bounds() => (TargetChoice.WeightedRandom(3, 0), TargetChoice.WeightedRandom(3, 0.9999999999)).Should().Be((0, 2));

    [Test]
    public void Least_outstanding_takes_the_one_that_has_least_to_do_and_else_all_in_turn()
    {
        Loaded[] busy = [new(3), new(1), new(2)];
        Loaded[] even = [new(1), new(1), new(1)];

        Enumerable.Range(0, 4).Select(turn => TargetChoice.LeastOutstanding<Loaded>(busy, (uint)turn)).Should().Equal(1, 1, 1, 1);
        Enumerable.Range(0, 4).Select(turn => TargetChoice.LeastOutstanding<Loaded>(even, (uint)turn)).Should().Equal(0, 1, 2, 0);
    }

    [TestCase(0, 0.01)]
    [TestCase(15, 0.5)]
    [TestCase(30, 1)]
    [TestCase(300, 1)]
    public void A_target_that_starts_slowly_gets_a_growing_share(int seconds, double share) =>
        TargetChoice.Share(Start, TimeSpan.FromSeconds(30), Start.AddSeconds(seconds)).Should().BeApproximately(share, 1e-9);

    [Test]
    public void Shares_are_kept()
    {
        var random = new Random(2);

        var chosen = Enumerable.Range(0, 100_000).Select(_ => TargetChoice.ByShare([1, 1, 0.5], random.NextDouble())).CountBy(each => each).ToDictionary(each => each.Key, each => each.Value / 100_000.0);

        chosen[0].Should().BeApproximately(0.4, 0.01);
        chosen[1].Should().BeApproximately(0.4, 0.01);
        chosen[2].Should().BeApproximately(0.2, 0.01);
    }

    [Test]
    public void Requests_go_to_healthy_targets_and_to_all_when_none_is()
    {
        var settings = TargetGroupSettings.Default;

        Routable(settings, "healthy", "unhealthy", "initial", "draining").Should().Equal("healthy");
        Routable(settings, "unhealthy", "initial", "draining").Should().Equal("unhealthy", "initial");
        Routable(settings, "draining").Should().BeEmpty();
        Routable(settings).Should().BeEmpty();
    }

    [Test]
    public void A_group_may_ask_for_more_healthy_targets_before_it_leaves_the_others_out()
    {
        var settings = TargetGroupSettings.Default with { LeastHealthyPercent = 50 };

        Routable(settings, "healthy", "healthy", "unhealthy").Should().Equal("healthy", "healthy");
        Routable(settings, "healthy", "unhealthy", "unhealthy").Should().Equal("healthy", "unhealthy", "unhealthy");
    }

    private static GroupForward Forward(params int[] weights)
    {
        var action = new Shapes.Elbv2.Action
        {
            Type = ActionTypeEnum.Forward,
            ForwardConfig = new() { TargetGroups = weights.Select((weight, i) => new TargetGroupTuple { TargetGroupArn = $"group-{i}", Weight = weight }).ToValueList() },
        };
        return (GroupForward)new RuleTable(Listener(action), []).Match(new SampleRequest()).Action;
    }

    private static IEnumerable<string> Routable(TargetGroupSettings settings, params string[] states) =>
        RoutableTargets.Of(states.Select((state, i) => new ElbTarget("web/1", $"10.0.0.{i}", 80, Start) { State = state }), settings).Select(each => each.State);

    private sealed record Loaded(int Outstanding) : IOutstanding;
}
