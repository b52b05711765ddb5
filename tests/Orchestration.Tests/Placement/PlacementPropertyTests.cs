using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Placement;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using static Workbook.Orchestration.Tests.Placement.Machines;

namespace Workbook.Orchestration.Tests.Placement;

/// <summary>Random clusters that tasks and machines come to and leave; the seed in a test's name repeats the one that failed.</summary>
public class PlacementPropertyTests
{
    private static readonly string[] Groups = ["family:web", "service:api", "service:db"];

    private static readonly PlacementStrategy[][] Orders =
    [
        [], [Chance], [Zones], [Zones, Spread("instanceId")], [Spread("host")], [Binpack("memory")], [Binpack("cpu")],
        [Zones, Binpack("memory")], [Zones, Binpack("cpu")], [Zones, Chance], [Spread("attribute:stack"), Binpack("cpu")],
        [Spread("instanceId"), Zones, Binpack("memory")], [Zones, Zones, Spread("attribute:stack")], [Binpack("memory"), Spread("instanceId"), Chance],
    ];

    private static IEnumerable<int> EachSeed => Seeds.Upto(30);

    [TestCaseSource(nameof(EachSeed))]
    public void The_choice_is_that_of_a_full_scan_and_obeys_every_rule(int seed)
    {
        var random = new Random(seed);
        var machines = new Machines();
        var (placed, refused) = (0, 0);
        for (var step = 0; step < 400; step++)
        {
            if (step < 12 || random.Next(12) == 0) Change(machines, random);
            var request = Any(random);
            var world = machines.World;
            var before = world.GroupOf(ClusterName, request.Group);

            var placement = machines.PlaceWithReason(request);

            var seeded = request with { Seed = SeedOf(machines.World, world) };
            placement.Chosen?.Id.Should().Be(Naive(world, seeded)?.Id, "of step {0}, {1}", step, request);
            if (placement.Chosen is not { } chosen)
            {
                refused++;
                placement.Refusals.Select(refusal => refusal.InstanceId).Should().Equal(world.ContainerInstances.Keys);
                Naive(world, request).Should().BeNull();
                continue;
            }
            placed++;
            placement.Refusals.Should().BeEmpty();
            if (request.Constraints.Contains(Distinct)) before.ByInstance.Should().NotContainKey(chosen.Id);
            machines.World.ContainerInstances.Values.Should().OnlyContain(instance => instance.Remaining.Cpu >= 0 && instance.Remaining.Memory >= 0);
            if (step % 50 == 0) Properties.Invariants.BrokenIn(machines.World, new HashSet<string>()).Should().BeEmpty();
        }
        placed.Should().BeGreaterThan(20);
        refused.Should().BeGreaterThan(5);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void Where_there_is_room_spread_differs_by_at_most_one(int seed)
    {
        var random = new Random(seed);
        var machines = new Machines();
        for (var i = random.Next(3, 20); i > 0; i--) machines.Add(cpu: 100_000, memory: 100_000, zone: Zone(random));
        for (var i = random.Next(1, 100); i > 0; i--) machines.Place(Request("service:api") with { SpreadsByDefault = true }).Should().NotBeNull();

        var group = machines.World.GroupOf(ClusterName, "service:api");
        var instances = machines.World.ContainerInstances.Values.ToLookup(instance => instance.AvailabilityZone!);
        Range(instances.Select(zone => group.ByZone.GetValueOrDefault(zone.Key))).Should().BeLessThanOrEqualTo(1);
        foreach (var zone in instances) Range(zone.Select(instance => group.ByInstance.GetValueOrDefault(instance.Id))).Should().BeLessThanOrEqualTo(1);
    }

    private static int Range(IEnumerable<int> counts) => counts.Max() - counts.Min();

    private static string Zone(Random random) => "abc"[random.Next(3)].ToString();

    private static string SeedOf(World after, World before) => after.Tasks.Keys.Except(before.Tasks.Keys).SingleOrDefault("");

    private static PlacementRequest Any(Random random) => new(ClusterName, Groups[random.Next(3)], new(random.Next(1, 5) * 128, random.Next(1, 5) * 256, 0, random.Next(6) == 0 ? [8080] : [], []))
    {
        Strategies = [.. Orders[random.Next(Orders.Length)]],
        SpreadsByDefault = random.Next(2) == 0,
        CapacityProvider = random.Next(8) == 0 ? "mine" : null,
        Constraints = random.Next(5) switch
        {
            0 => [Distinct],
            1 => [MemberOf("attribute:stack in [blue, green] or runningTasksCount < 2")],
            2 => [Distinct, MemberOf("not (task:group == service:db)")],
            _ => [],
        },
    };

    private static void Change(Machines machines, Random random)
    {
        var instances = machines.World.ContainerInstances.Values.ToList();
        var tasks = machines.World.Tasks.Values.ToList();
        switch (random.Next(instances.Count < 8 ? 1 : 5))
        {
            case 0:
                // Some have much CPU and little memory and some the other way round, and few sizes, so that there are ties.
                machines.Add(random.Next(1, 4) * 512, random.Next(1, 4) * 1024, Zone(random), random.Next(3) == 0 ? null : random.Next(2) == 0 ? "blue" : "green",
                    instance => instance with { CapacityProviderName = random.Next(2) == 0 ? "mine" : null });
                break;
            case 1:
                machines.Remove(instances[random.Next(instances.Count)]);
                break;
            case 2:
                var machine = instances[random.Next(instances.Count)];
                machines.Put(machine with { AgentConnected = !machine.AgentConnected });
                break;
            case 3:
                var drained = instances[random.Next(instances.Count)];
                machines.Put(drained with { Status = drained.Status == "ACTIVE" ? "DRAINING" : "ACTIVE" });
                break;
            default:
                foreach (var task in tasks.Where(_ => random.Next(3) == 0))
                    machines.Put(task with { IsWanted = false, StopCode = "UserInitiated", StoppedAt = task.CreatedAt, LastStatus = EcsTaskStatus.Stopped });
                break;
        }
    }

    /// <summary>What the strategies say, read off the documentation: rank everything that fits, take the first.</summary>
    private static Instance? Naive(World world, PlacementRequest request)
    {
        var tasks = world.Tasks.Values.Where(task => task.Group == request.Group && task.IsWanted && task.LastStatus != EcsTaskStatus.Stopped).ToList();
        var strategies = request.Strategies.Count > 0 ? request.Strategies
            : request.SpreadsByDefault ? [Zones, Spread("instanceId")]
            : [Chance];
        var ids = world.ContainerInstances.Keys.ToList();
        var start = ids.Count == 0 ? "" : ids[(int)(Convert.ToUInt32(DerivedId.Hex(request.Seed, "placement")[..8], 16) % ids.Count)];
        var order = world.ContainerInstances.Values.Where(instance => Placer.RefusalOf(world, request, instance) is null).OrderBy(_ => 0);
        foreach (var strategy in strategies.TakeWhile(strategy => strategy.Type != "random").Concat(strategies.Where(strategy => strategy.Type == "random").Take(1)))
            order = order.ThenBy(instance => Rank(instance, strategy));
        return order.ThenBy(instance => instance.Id, StringComparer.Ordinal).FirstOrDefault();

        int Rank(Instance instance, PlacementStrategy strategy) => (strategy.Type, strategy.Field) switch
        {
            ("random", _) => string.CompareOrdinal(instance.Id, start) < 0 ? 1 : 0,
            ("binpack", "cpu") => instance.Remaining.Cpu,
            ("binpack", "memory") => instance.Remaining.Memory,
            ("spread", "instanceId" or "host") => tasks.Count(task => task.ContainerInstanceId == instance.Id),
            ("spread", "attribute:ecs.availability-zone") => tasks.Count(task => task.AvailabilityZone == instance.AvailabilityZone),
            ("spread", "attribute:stack") => tasks.Count(task => world.ContainerInstances.TryGetValue(task.ContainerInstanceId!, out var host) && Stack(host) == Stack(instance)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string? Stack(Instance instance) => instance.Attributes.FirstOrDefault(attribute => attribute.Name == "stack")?.Value;
}
