using Workbook.Orchestration.Tasks;
using static Workbook.Orchestration.Tests.Placement.Machines;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>Which of the machines that could take a task gets it.</summary>
public class PlacementStrategyTests
{
    [TestCase("memory", "MEMORY")]
    [TestCase("cpu", "Cpu")]
    public void Binpack_fills_the_fullest_machine_that_still_has_room(string field, string asWrittenElsewhere)
    {
        var machines = new Machines();
        machines.Add(cpu: 4096, memory: 8192);
        var half = machines.Add(cpu: 512, memory: 1024);
        machines.Add(cpu: 255, memory: 511);

        // 1024 MiB take two tasks of 512, and 512 units take two of 256; the third goes to the large machine.
        var places = Enumerable.Range(0, 2).Select(_ => machines.Place(Request(strategies: Binpack(field)))!.Id).ToList();
        places.Should().Equal(half.Id, half.Id);
        machines.Place(Request(strategies: Binpack(asWrittenElsewhere)))!.Registered.Memory.Should().Be(8192);
    }

    [TestCase("instanceId")]
    [TestCase("host")]
    [TestCase("InstanceID")]
    public void Spread_over_instances_gives_each_one_before_any_gets_a_second(string field)
    {
        var machines = new Machines();
        for (var i = 0; i < 5; i++) machines.Add();
        for (var round = 1; round <= 3; round++)
        {
            for (var i = 0; i < 5; i++) machines.Place(Request(strategies: Spread(field)));
            machines.World.GroupOf(ClusterName, "family:web").ByInstance.Values.Should().Equal(round, round, round, round, round);
        }
    }

    [Test]
    public void A_service_without_strategies_spreads_over_zones_and_then_over_instances()
    {
        var machines = new Machines();
        foreach (var zone in new[] { "a", "a", "a", "b" }) machines.Add(zone: zone);
        for (var i = 0; i < 6; i++) machines.Place(Request("service:web") with { SpreadsByDefault = true });
        var group = machines.World.GroupOf(ClusterName, "service:web");
        group.ByZone.Values.Should().Equal(3, 3);
        group.ByInstance.Values.Should().Equal(1, 1, 1, 3);
    }

    [Test]
    public void A_zone_that_is_full_leaves_its_share_to_the_others()
    {
        var machines = new Machines();
        machines.Add(zone: "a", memory: 512);
        machines.Add(zone: "b");
        for (var i = 0; i < 4; i++) machines.Place(Request(strategies: [Zones, Spread("instanceId")])).Should().NotBeNull();
        machines.World.GroupOf(ClusterName, "family:web").ByZone.Values.Should().Equal(1, 3);
    }

    [Test]
    public void Only_active_tasks_of_the_same_group_count()
    {
        var machines = new Machines();
        var (one, two) = (machines.Add(), machines.Add());
        machines.Start(one, "family:other");
        machines.Start(one, "family:other");
        var going = machines.Start(two, "family:web");
        machines.Place(Request(strategies: Spread("instanceId")))!.Id.Should().Be(one.Id);

        machines.Put(going with { IsWanted = false });
        machines.Place(Request(strategies: Spread("instanceId")))!.Id.Should().Be(two.Id, "a task that is told to stop is not counted");
    }

    [Test]
    public void Machines_without_the_attribute_get_their_share_too()
    {
        var machines = new Machines();
        machines.Add(stack: "blue");
        machines.Add(stack: "blue");
        machines.Add(stack: "green");
        machines.Add();
        for (var i = 0; i < 6; i++) machines.Place(Request(strategies: Spread("attribute:stack")));
        machines.World.GroupOf(ClusterName, "family:web").ByInstance
            .GroupBy(pair => machines.World.ContainerInstances[pair.Key].Attributes.FirstOrDefault(each => each.Name == "stack")?.Value ?? "none", pair => pair.Value)
            .Select(value => $"{value.Key} {value.Sum()}")
            .Should().BeEquivalentTo("blue 2", "green 2", "none 2");
    }

    [Test]
    public void Each_strategy_breaks_the_ties_of_those_before_it()
    {
        var machines = new Machines();
        machines.Add(zone: "a", memory: 8192);
        var small = machines.Add(zone: "a", memory: 2048);
        var smallest = machines.Add(zone: "b", memory: 1024);
        // Both zones are empty: binpack decides over all of them. Then zone a is behind, and its smaller machine is the fuller.
        machines.Place(Request(strategies: [Zones, Binpack("memory")]))!.Id.Should().Be(smallest.Id);
        machines.Place(Request(strategies: [Zones, Binpack("memory")]))!.Id.Should().Be(small.Id);
        // Three machines with 0, 1 and 1 tasks; then 1 each, and the one with the least memory left wins: 1024 - 512 = 512.
        machines.Place(Request(strategies: [Spread("instanceId"), Binpack("memory")]))!.Registered.Memory.Should().Be(8192);
        machines.Place(Request(strategies: [Spread("instanceId"), Binpack("memory")]))!.Id.Should().Be(smallest.Id);
    }

    [Test]
    public void Random_uses_all_machines_and_repeats_itself_for_the_same_task()
    {
        var machines = new Machines();
        for (var i = 0; i < 10; i++) machines.Add();
        var again = Enumerable.Range(0, 5).Select(_ => Orchestration.Placement.Placer.Place(machines.World, Request(strategies: Chance) with { Seed = "task" }).Chosen!.Id);
        again.Distinct().Should().HaveCount(1);
        for (var i = 0; i < 100; i++) machines.Place(Request(strategies: Chance));
        machines.World.GroupOf(ClusterName, "family:web").ByInstance.Should().HaveCount(10);
    }

    [Test]
    public void RunTask_without_strategies_places_at_random()
    {
        var machines = new Machines();
        for (var i = 0; i < 10; i++) machines.Add();
        machines.PlaceWithReason(Request()).Reason.Should().Be("Of the container instances that meet its requirements: it was picked at random.");
    }

    [Test]
    public void The_reason_tells_what_decided()
    {
        var machines = new Machines();
        machines.Start(machines.Add(zone: "a"), "service:web");
        machines.Add(zone: "b", memory: 1024);
        machines.PlaceWithReason(Request("service:web") with { SpreadsByDefault = true }).Reason.Should().Be(
            "Of the container instances that meet its requirements: Availability Zone us-east-1b has the fewest (0 tasks of service:web); then it has the fewest (0 tasks of service:web).");
        machines.PlaceWithReason(Request(strategies: Binpack("memory"))).Reason.Should().Be(
            "Of the container instances that meet its requirements: it leaves the least memory unused (0 MiB).");
    }

    [Test]
    public void The_reason_counts_what_is_there_and_what_is_left()
    {
        var machines = new Machines();
        machines.Start(machines.Add(zone: "a", cpu: 1024), "family:web");
        Reason(Binpack("cpu")).Should().Be("it leaves the least CPU unused (512 units)");
        machines = new();
        machines.Start(machines.Add(change: instance => instance with { Attributes = [] }), "family:web");
        Reason(Zones).Should().Be("Availability Zone (none) has the fewest (1 task of family:web)");
        Reason(Spread("instanceId")).Should().Be("it has the fewest (2 tasks of family:web)");
        Reason(Spread("attribute:stack")).Should().Be("stack (none) has the fewest (3 tasks of family:web)");

        string Reason(Shapes.Ecs.PlacementStrategy strategy) =>
            machines.PlaceWithReason(Request(strategies: strategy)).Reason["Of the container instances that meet its requirements: ".Length..].TrimEnd('.');
    }

    [Test]
    public void Without_machines_the_reason_says_so() =>
        new Machines().PlaceWithReason(Request()).Reason.Should().Be("No Container Instances were found in your cluster.");

    [Test]
    public void An_attribute_with_an_empty_value_is_not_a_missing_one()
    {
        var machines = new Machines();
        var empty = machines.Add(stack: "");
        var missing = machines.Add();
        machines.Start(empty, "family:web");
        machines.Place(Request(strategies: Spread("attribute:stack")))!.Id.Should().Be(missing.Id);
        machines.Start(missing, "family:web");
        machines.Place(Request(strategies: Spread("attribute:stack")))!.Id.Should().Be(empty.Id);
    }

    [Test]
    public void Binpack_by_CPU_looks_at_CPU_in_all_zones()
    {
        var machines = new Machines();
        machines.Add(zone: "a", cpu: 4096, memory: 1024);
        var fullest = machines.Add(zone: "b", cpu: 512, memory: 8192);
        machines.Place(Request(strategies: Binpack("cpu")))!.Id.Should().Be(fullest.Id);
    }

    [Test]
    public void Random_uses_all_zones()
    {
        var machines = new Machines();
        foreach (var zone in new[] { "a", "b", "c" }) machines.Add(zone: zone);
        for (var i = 0; i < 30; i++) machines.Place(Request(strategies: Chance));
        machines.World.GroupOf(ClusterName, "family:web").ByInstance.Should().HaveCount(3);
    }

    [Test]
    public void Only_machines_of_the_capacity_provider_are_asked()
    {
        var machines = new Machines();
        machines.Add();
        var mine = machines.Add(change: instance => instance with { CapacityProviderName = "mine" });
        for (var i = 0; i < 5; i++) machines.Place(Request() with { CapacityProvider = "mine" })!.Id.Should().Be(mine.Id);
        machines.Place(Request() with { CapacityProvider = "other" }).Should().BeNull();
        machines.Place(Request(strategies: Spread("instanceId")))!.Id.Should().NotBe(mine.Id, "without a provider all are asked");
    }

    [Test]
    public void Tasks_on_a_machine_that_is_gone_still_count_for_their_group()
    {
        var machines = new Machines();
        var (lost, left) = (machines.Add(), machines.Add());
        var task = machines.Start(lost, "family:web");
        machines.Remove(lost);
        machines.Place(Request(strategies: Spread("instanceId")))!.Id.Should().Be(left.Id);
        machines.World.GroupOf(ClusterName, "family:web").Count.Should().Be(2);
        machines.Put(task with { IsWanted = false, LastStatus = EcsTaskStatus.Stopped });
        machines.World.GroupOf(ClusterName, "family:web").ByInstance.Keys.Should().Equal(left.Id);
    }
}
