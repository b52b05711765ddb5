using System.Text;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class SpreadOutChecks : ClusterChecks
{
    private static readonly Site East = new("east", 6, [("us-east-1a", 4, 0), ("us-east-1b", 1, 1), ("us-east-1c", 1, 0)]);
    private static readonly Site West = new("west", 4, [("us-east-1a", 3, 0), ("us-east-1b", 1, 1)]);

    /// <summary>What runs where, before anything was lost.</summary>
    private readonly Dictionary<Site, List<Placed>> _before = [];

    /// <summary>How many tasks of ledger run on after the worst loss.</summary>
    private readonly Dictionary<Site, int> _after = [];

    protected override object Request => new { cluster = East.Cluster, copies = East.Copies };

    protected override async Task SetTheSceneAsync()
    {
        foreach (var family in new[] { "ledger", "witness" })
        {
            await Ecs.RegisterTaskDefinitionAsync(new()
            {
                Family = family,
                RequiresCompatibilities = ["EC2"],
                NetworkMode = NetworkMode.Bridge,
                ContainerDefinitions = [new() { Name = "app", Image = "public.ecr.aws/docker/library/nginx:1.27", Cpu = 128, Memory = 128 }],
            });
        }
        await BuildAsync(East);
        await BuildAsync(West);
    }

    /// <summary>A machine is lost in the east; then it is run in the west, where a zone is lost.</summary>
    protected override async Task AfterwardsAsync()
    {
        var east = _before[East] = await PlacedAsync(East);
        var inZone = Ledgers(east).CountBy(placed => placed.Zone).ToDictionary();
        await LoseAsync(East, Ledgers(east).GroupBy(placed => placed.Machine)
            .OrderByDescending(machine => machine.Count()).ThenByDescending(machine => inZone[machine.First().Zone]).Select(machine => new[] { machine.Key }).FirstOrDefault() ?? []);

        if (Outcome.ExitCode == 0) await Session.RunSubmissionAsync(new { cluster = West.Cluster, copies = West.Copies });
        var west = _before[West] = await PlacedAsync(West);
        var zone = Ledgers(west).CountBy(placed => placed.Zone).OrderByDescending(each => each.Value).Select(each => each.Key).FirstOrDefault();
        await LoseAsync(West, [.. (await MachinesAsync(West)).Where(machine => ZoneOf(machine) == zone).Select(machine => machine.ContainerInstanceArn)]);
    }

    [Test]
    [Requirement("As many tasks of ledger run as were asked for, in both clusters", "Count is how many; RunTask starts up to ten at once. What finds no place stands under Failures of the response, and is no exception.")]
    public void AsManyLedgersAsAsked()
    {
        foreach (var site in new[] { East, West })
            RequireCount($"{site.Copies} running tasks of ledger in the cluster {site.Cluster}", Ledgers(_before[site]).Count, site.Copies);
    }

    [Test]
    [Requirement("They run on machines with a fast disk only", "A placement constraint of the type memberOf has an expression; the filter in the exercise is such an expression.")]
    public void OnlyOnFastDisks()
    {
        foreach (var site in new[] { East, West })
        {
            var ledgers = Ledgers(_before[site]);
            if (ledgers.Count == 0) throw new AssertionException($"Expected tasks of ledger on machines with a fast disk in the cluster {site.Cluster}, but found none.");
            RequireCount($"no task of ledger on a machine without a fast disk in the cluster {site.Cluster}", ledgers.Count(placed => !placed.IsFast), 0);
        }
    }

    [Test]
    [Requirement("At least half of them run on when a machine is lost", "A strategy of the type spread puts tasks where the fewest of their kind are; binpack does the opposite.")]
    public void HalfSurvivesAMachine() => RequireSurvivors(East, "the machine with most of them was lost");

    [Test]
    [Requirement("At least half of them run on when a zone is lost", "Spread over machines alone fills the zone that has most machines. Strategies are followed in their order: the first one decides, the next one only among equals.")]
    public void HalfSurvivesAZone() => RequireSurvivors(West, "the zone with most of them was lost");

    [Test]
    [Requirement("Each machine with a fast disk has exactly one task of witness, the others have none", "There is a second type of constraint: distinctInstance. It needs no expression.")]
    public void OneWitnessEach()
    {
        foreach (var site in new[] { East, West })
        {
            var counts = _before[site].Where(placed => placed.Family == "witness").ToList();
            RequireCount($"tasks of witness on {site.Fast} different machines with a fast disk in the cluster {site.Cluster}", counts.Where(placed => placed.IsFast).DistinctBy(placed => placed.Machine).Count(), site.Fast);
            RequireCount($"{site.Fast} tasks of witness in the cluster {site.Cluster}", counts.Count, site.Fast);
        }
    }

    private static List<Placed> Ledgers(IEnumerable<Placed> placed) => [.. placed.Where(each => each.Family == "ledger")];

    private static void RequireCount(string what, int found, int expected)
    {
        if (found != expected) throw new AssertionException($"Expected {what}, but found {found}.");
    }

    private void RequireSurvivors(Site site, string loss)
    {
        if (_after[site] * 2 < site.Copies)
            throw new AssertionException($"Expected at least {site.Copies / 2} of {site.Copies} tasks of ledger to run on in the cluster {site.Cluster} after {loss}, but found {_after[site]}.");
    }

    private async Task LoseAsync(Site site, IReadOnlyList<string> machines)
    {
        foreach (var machine in machines) await Aws.Workbook.InjectAsync(Fault.LoseInstance(machine));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(2));
        _after[site] = Ledgers(await PlacedAsync(site)).Count;
    }

    private async Task<List<Placed>> PlacedAsync(Site site)
    {
        var machines = (await MachinesAsync(site)).ToDictionary(machine => machine.ContainerInstanceArn);
        return
        [
            .. from task in await TasksOfAsync(site.Cluster)
               where task.LastStatus == "RUNNING" && task.ContainerInstanceArn is not null && machines.ContainsKey(task.ContainerInstanceArn)
               let machine = machines[task.ContainerInstanceArn]
               select new Placed(task.TaskDefinitionArn.Split('/')[^1].Split(':')[0], machine.ContainerInstanceArn, ZoneOf(machine), machine.Attributes.Exists(each => each.Name == "disk")),
        ];
    }

    private async Task<List<ContainerInstance>> MachinesAsync(Site site)
    {
        var arns = (await Ecs.ListContainerInstancesAsync(new() { Cluster = site.Cluster })).ContainerInstanceArns ?? [];
        return arns.Count == 0 ? [] : (await Ecs.DescribeContainerInstancesAsync(new() { Cluster = site.Cluster, ContainerInstances = arns })).ContainerInstances;
    }

    private static string ZoneOf(ContainerInstance machine) => machine.Attributes.First(each => each.Name == "ecs.availability-zone").Value;

    /// <summary>Machines in their zones, and the mark on those that have a fast disk.</summary>
    private async Task BuildAsync(Site site)
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = site.Cluster });
        var image = (await Aws.Ec2.DescribeImagesAsync(new DescribeImagesRequest { Owners = ["amazon"], Filters = [new Filter("name", ["al2023-ami-ecs-hvm-*-x86_64"])] })).Images.MaxBy(each => each.CreationDate)!;
        var subnets = (await Aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest())).Subnets;
        foreach (var (zone, fast, slow) in site.Zones)
        {
            await Aws.Ec2.RunInstancesAsync(new RunInstancesRequest
            {
                ImageId = image.ImageId,
                InstanceType = Amazon.EC2.InstanceType.T3Small,
                MinCount = fast + slow,
                MaxCount = fast + slow,
                SubnetId = subnets.First(subnet => subnet.AvailabilityZone == zone).SubnetId,
                IamInstanceProfile = new() { Name = "ecsInstanceRole" },
                UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes($"#!/bin/bash\necho ECS_CLUSTER={site.Cluster} >> /etc/ecs/ecs.config\n")),
            });
        }
        await Aws.WaitUntilAsync("all machines have joined", async () => (await MachinesAsync(site)).Count == site.Zones.Sum(zone => zone.Fast + zone.Slow));

        var machines = (await MachinesAsync(site)).ToLookup(ZoneOf);
        await Ecs.PutAttributesAsync(new()
        {
            Cluster = site.Cluster,
            Attributes =
            [
                .. site.Zones.SelectMany(zone => machines[zone.Name].OrderBy(machine => machine.Ec2InstanceId, StringComparer.Ordinal).Take(zone.Fast))
                    .Select(machine => new Amazon.ECS.Model.Attribute { Name = "disk", Value = "ssd", TargetType = TargetType.ContainerInstance, TargetId = machine.ContainerInstanceArn }),
            ],
        });
    }

    /// <summary>A cluster, and how many machines with a fast and with a slow disk each of its zones has.</summary>
    private sealed record Site(string Cluster, int Copies, IReadOnlyList<(string Name, int Fast, int Slow)> Zones)
    {
        public int Fast => Zones.Sum(zone => zone.Fast);
    }

    private sealed record Placed(string Family, string Machine, string Zone, bool IsFast);
}
