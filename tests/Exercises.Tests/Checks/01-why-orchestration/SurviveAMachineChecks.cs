using Amazon.ECS.Model;
using Workbook;

namespace Workbook.Exercises.Tests.Checks;

public sealed class SurviveAMachineChecks : OrchestrationChecks
{
    private const string Cluster = "harbour";
    private const string Crane = "crane";

    private IReadOnlyList<ContainerInstance> _machines = [];
    private IReadOnlyList<EcsTask> _atFirst = [];
    private DateTimeOffset _lostAt;

    /// <summary>The machine with the most tasks is lost, and ten minutes go by.</summary>
    protected override async Task AfterwardsAsync()
    {
        await SettleAsync(Cluster, Crane);
        _machines = await MachinesAsync();
        _atFirst = await TasksAsync();
        if (_machines.Count == 0) return;
        _lostAt = (await Aws.Workbook.StatusAsync()).Now;
        await Aws.Workbook.InjectAsync(Fault.LoseInstance(_machines[0].ContainerInstanceArn));
        await Aws.Workbook.AdvanceAsync(TimeSpan.FromMinutes(10));
        await SettleAsync(Cluster, Crane);
    }

    [Test]
    [Requirement("Two machines of the type t3.small are in the cluster harbour, each in another Availability Zone", "A subnet belongs to one zone. RunInstances takes one SubnetId, so it takes two calls.")]
    public void TwoMachinesInTwoZones()
    {
        if (_machines.Count != 2) throw new AssertionException($"Expected two machines in the cluster harbour, but found {_machines.Count}.");
        RequireList("the types of the machines", _machines.Select(machine => AttributeOf(machine, "ecs.instance-type")), "t3.small", "t3.small");
        if (ZoneOf(_machines[0]) == ZoneOf(_machines[1])) throw new AssertionException($"Expected the two machines in two Availability Zones, but found both in {ZoneOf(_machines[0])}.");
    }

    [Test]
    [Requirement("The newest revision of crane is for EC2: bridge, one container app of hello with 256 CPU units and 256 MiB, port 8080 at any free port of the machine", "HostPort = 0 leaves the choice to the machine. With a fixed one, a second task finds no room on it.")]
    public async Task DefinitionFitsSeveralTimes()
    {
        var definition = await NewestAsync(Crane);
        Require($"what {Name(definition)} requires to be compatible with", ListOf(definition.RequiresCompatibilities ?? []), "EC2");
        Require($"the network mode of {Name(definition)}", definition.NetworkMode?.Value, "bridge");
        RequireList($"the containers of {Name(definition)}", definition.ContainerDefinitions.Select(container => container.Name), "app");
        var app = ContainerOf(definition, "app");
        Require("the image of app", app.Image, "hello");
        Require("the CPU units and MiB of app", $"{app.Cpu} and {app.Memory}", "256 and 256");
        Require("the ports of app (of the machine:of the container)", ListOf((app.PortMappings ?? []).Select(port => $"{port.HostPort ?? 0}:{port.ContainerPort}")), "0:8080");
    }

    [Test]
    [Requirement("The service crane had four tasks, two on each machine", "PlacementStrategy says how tasks are dealt out. Type spread wants a Field.")]
    public async Task TwoOnEach()
    {
        var service = await ServiceAsync(Cluster, Crane);
        using (About("the desired count of crane")) service.DesiredCount.Should().Be(4);
        var perMachine = _atFirst.CountBy(task => task.ContainerInstanceArn ?? "none").Select(each => $"{each.Value}");
        RequireList("the number of tasks on each machine, before one was lost", perMachine, "2", "2");
    }

    [Test]
    [Requirement("Two tasks worked on while the machine was lost", "The tasks on the other machine have nothing to do with it, unless somebody stops them.")]
    public async Task TwoWorkOn()
    {
        var survivors = _atFirst.Count(task => _machines.Skip(1).Any(machine => machine.ContainerInstanceArn == task.ContainerInstanceArn));
        var running = (await TasksAsync()).Select(task => task.TaskArn).Intersect(_atFirst.Select(task => task.TaskArn)).Count();
        if (survivors != 2 || running != 2) throw new AssertionException($"Expected two of four tasks to be on the machine that was not lost and to run on, but found {survivors} there and {running} that run on.");
    }

    [Test]
    [Requirement("Ten minutes later four run again, all on the machine that is left", "The machine that is left has to have room for four, and nothing may forbid that they share it. The service's events say what it lacks.")]
    public async Task FourAgain()
    {
        var service = await ServiceAsync(Cluster, Crane);
        var running = await TasksAsync();
        var left = await MachinesAsync();
        if (running.Count != 4 || left.Count != 1) throw new AssertionException($"Expected four tasks on the one machine that is left, but found {running.Count} on {left.Count}. {service.Events?.FirstOrDefault()?.Message}".TrimEnd());
        var replaced = running.Count(task => task.StartedAt?.ToUniversalTime() > _lostAt.UtcDateTime);
        if (replaced != 2) throw new AssertionException($"Expected two of the four tasks to be started after the machine was lost, but found {replaced}.");
    }

    private async Task<IReadOnlyList<EcsTask>> TasksAsync()
    {
        var arns = await RunningAsync(Cluster, Crane);
        return arns.Count == 0 ? [] : (await Ecs.DescribeTasksAsync(new() { Cluster = Cluster, Tasks = [.. arns] })).Tasks;
    }

    private async Task<IReadOnlyList<ContainerInstance>> MachinesAsync()
    {
        try
        {
            var arns = (await Ecs.ListContainerInstancesAsync(new() { Cluster = Cluster })).ContainerInstanceArns ?? [];
            return arns.Count == 0 ? [] : [.. (await Ecs.DescribeContainerInstancesAsync(new() { Cluster = Cluster, ContainerInstances = arns })).ContainerInstances.OrderByDescending(machine => machine.RunningTasksCount).ThenBy(ZoneOf, StringComparer.Ordinal)];
        }
        catch (ClusterNotFoundException)
        {
            return [];
        }
    }

    private static string ZoneOf(ContainerInstance machine) => AttributeOf(machine, "ecs.availability-zone");

    private static string AttributeOf(ContainerInstance machine, string name) => machine.Attributes?.FirstOrDefault(attribute => attribute.Name == name)?.Value ?? "unknown";
}
