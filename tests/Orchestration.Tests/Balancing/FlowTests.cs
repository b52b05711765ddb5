using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Network;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.Tests.Balancing;

/// <summary>Which target a flow goes to: always the same one, by its protocol, addresses and ports.</summary>
internal sealed class FlowTests
{
    private static readonly AccountRegion Scope = new("123456789012", "us-east-1");
    private static readonly ElbTargetGroup Blue = GroupOf("blue"), Green = GroupOf("green");

    [Test]
    public void Flows_spread_evenly()
    {
        var counts = Count(WorldOf(Blue, 5), ListenerOf((Blue, 1)), client => FlowOf($"10.0.{client / 250}.{client % 250}", 40000 + client % 1000));
        counts.Should().HaveCount(5).And.OnlyContain(each => each.Value > 1_800 && each.Value < 2_200);
    }

    [Test]
    public void One_flow_stays_where_it_is_and_only_those_of_a_lost_target_move()
    {
        var (five, four) = (FlowTargets.Of(WorldOf(Blue, 5), ListenerOf((Blue, 1))), FlowTargets.Of(WorldOf(Blue, 4), ListenerOf((Blue, 1))));
        for (var port = 1; port < 5_000; port++)
        {
            var (before, after) = (five.Choose(FlowOf("10.0.0.1", port))!.Value.Target.Id, four.Choose(FlowOf("10.0.0.1", port))!.Value.Target.Id);
            if (before != "10.1.0.4") after.Should().Be(before);
        }
    }

    [Test]
    public void A_sticky_group_sends_all_flows_of_a_client_to_one_target()
    {
        var sticky = Blue with { Attributes = new([new("stickiness.enabled", "true"), new("stickiness.type", "source_ip")]) };
        Count(WorldOf(sticky, 5), ListenerOf((sticky, 1)), client => FlowOf("10.0.0.1", 1 + client)).Should().ContainSingle();
        Count(WorldOf(sticky, 5), ListenerOf((sticky, 1)), client => FlowOf($"10.0.{client / 250}.{client % 250}", 1)).Should().HaveCount(5);
    }

    [Test]
    public void Weights_are_heeded()
    {
        var world = WorldOf(Green, 1, WorldOf(Blue, 1));
        var counts = Count(world, ListenerOf((Blue, 9), (Green, 1)), client => FlowOf("10.0.0.1", 1 + client));
        counts[Blue.Name].Should().BeInRange(8_800, 9_200);
        Count(world, ListenerOf((Blue, 0), (Green, 1)), client => FlowOf("10.0.0.1", 1 + client)).Should().ContainSingle().Which.Key.Should().Be(Green.Name);

        Dictionary<string, int> Count(World from, ElbListener listener, Func<int, Flow> flow) =>
            Enumerable.Range(0, 10_000).GroupBy(client => FlowTargets.Of(from, listener).Choose(flow(client))!.Value.Group.Name).ToDictionary(each => each.Key, each => each.Count());
    }

    [Test]
    public void Only_healthy_targets_get_flows_unless_there_is_none()
    {
        var world = WorldOf(Blue, 3);
        var sick = world.Targets.Values.First();
        world = world.Put(sick with { State = TargetHealthStateEnum.Unhealthy });
        FlowTargets.FailsOpen(world, Blue.Key).Should().BeFalse();
        Count(world, ListenerOf((Blue, 1)), client => FlowOf("10.0.0.1", client)).Should().HaveCount(2).And.NotContainKey(sick.Id);
        foreach (var target in world.Targets.Values) world = world.Put(target with { State = TargetHealthStateEnum.Unhealthy });
        FlowTargets.FailsOpen(world, Blue.Key).Should().BeTrue();
        Count(world, ListenerOf((Blue, 1)), client => FlowOf("10.0.0.1", client)).Should().HaveCount(3);
        foreach (var target in world.Targets.Values) world = world.Put(target with { State = TargetHealthStateEnum.Draining });
        FlowTargets.Of(world, ListenerOf((Blue, 1))).Choose(FlowOf("10.0.0.1", 1)).Should().BeNull();
    }

    /// <summary>The example of "How Elastic Load Balancing works": 2 targets in a get 25 % each, 8 in b 6.25 %; with cross-zone load balancing 10 % each.</summary>
    [TestCase(null, null, 2_500, 625)]
    [TestCase("true", null, 1_000, 1_000)]
    [TestCase("true", "false", 2_500, 625)]
    [TestCase(null, "true", 1_000, 1_000)]
    public void Flows_stay_in_the_zone_of_their_node_unless_they_may_cross(string? balancers, string? groups, int inA, int inB)
    {
        var group = Blue with { TargetType = TargetTypeEnum.Ip, Attributes = new(groups is null ? [] : [new("load_balancing.cross_zone.enabled", groups)]) };
        var listener = ListenerOf((group, 1));
        var balancer = new ElbLoadBalancer("web", "1", default) { VpcId = "vpc-1", Type = LoadBalancerTypeEnum.Network, Attributes = new(balancers is null ? [] : [new("load_balancing.cross_zone.enabled", balancers)]) };
        var world = WorldOf(group, 10).Put(balancer);
        foreach (var target in world.Targets.Values.OrderBy(each => each.Id, StringComparer.Ordinal).Index()) world = world.Put(target.Item with { AvailabilityZone = target.Index < 2 ? "us-east-1a" : "us-east-1b" });

        var counts = Count(world, listener with { LoadBalancerKey = balancer.Key }, client => FlowOf($"10.0.{client / 250}.{client % 250}", 40000 + client));

        foreach (var target in world.Targets.Values) ((double)counts[target.Id]).Should().BeApproximately(target.AvailabilityZone == "us-east-1a" ? inA : inB, 250);
    }

    [Test]
    public void Without_a_target_group_there_is_no_target() => FlowTargets.Of(new(Scope), ListenerOf((Blue, 1))).Choose(FlowOf("10.0.0.1", 1)).Should().BeNull();

    private static Dictionary<string, int> Count(World world, ElbListener listener, Func<int, Flow> flow)
    {
        var targets = FlowTargets.Of(world, listener);
        return Enumerable.Range(0, 10_000).GroupBy(client => targets.Choose(flow(client))!.Value.Target.Id).ToDictionary(each => each.Key, each => each.Count());
    }

    private static Flow FlowOf(string client, int port) => new(ProtocolEnum.Tcp, client, port, "10.9.9.9", 80);

    private static World WorldOf(ElbTargetGroup group, int targets, World? world = null) => Enumerable.Range(0, targets).Aggregate(
        (world ?? new(Scope)).Put(group),
        (next, number) => next.Put(new ElbTarget(group.Key, $"10.1.0.{number}", 80, DateTimeOffset.UnixEpoch) { State = TargetHealthStateEnum.Healthy }));

    private static ElbListener ListenerOf(params (ElbTargetGroup Group, int Weight)[] groups) => new("net/front/1", "2", "3")
    {
        Port = 80,
        Protocol = ProtocolEnum.Tcp,
        DefaultActions =
        [
            new()
            {
                Type = ActionTypeEnum.Forward,
                ForwardConfig = new() { TargetGroups = groups.Select(each => new TargetGroupTuple { TargetGroupArn = ElbTargetGroup.ArnOf(Scope, each.Group.Key), Weight = each.Weight }).ToValueList() },
            },
        ],
    };

    private static ElbTargetGroup GroupOf(string name) => new(name, "1") { Protocol = ProtocolEnum.Tcp, Port = 80, HealthCheck = new(ProtocolEnum.Tcp, "traffic-port") };
}
