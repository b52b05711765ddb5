using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>Services in histories of thousands of steps; the seed in a test's name repeats the one that failed.</summary>
public class ServiceHistoryTests
{
    private const int Steps = 2_000;
    private const int MostRounds = 20;

    private static IEnumerable<int> EachSeed => Seeds.Upto(20);

    [TestCaseSource(nameof(EachSeed))]
    public void Whatever_happens_services_keep_their_limits_and_counts(int seed)
    {
        var history = new ServiceHistory(seed);
        var said = new HashSet<string>();
        for (var step = 0; step < Steps; step++)
        {
            var what = history.Step();
            if (step % 5 == 4) continue;
            var broken = Planned(history, said).ToList();
            if (step % 20 == 0) broken.AddRange(ServiceInvariants.BrokenIn(history.World).Concat(Invariants.BrokenIn(history.World, new HashSet<string>())));
            if (broken.Count > 0) Assert.Fail($"Step {step}, {what}: {string.Join("; ", broken)}");
        }
        // Otherwise nothing was tested.
        said.Should().Contain(["StartServiceTask", "NoteUnplaced", "CompleteDeployment", "RemoveDeployment", "ResizeDeployment", "ResizeDaemon", "RetireService", "WakeService", "NoteSteadyState"]);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void The_same_inputs_give_an_equal_World(int seed)
    {
        var history = Lived(seed, Steps / 4);
        var again = history.History.Steps.Aggregate(new World(Story.Scope), (world, step) => step.Apply(world));
        Same(again, history.World).Should().BeEmpty();
        again.Agenda.Touched.Should().Equal(history.World.Agenda.Touched);
        again.Changes.Should().Equal(history.World.Changes);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void A_World_put_together_from_its_parts_counts_and_plans_the_same(int seed)
    {
        var world = Lived(seed, Steps / 4).World;
        var loaded = new World(Story.Scope);
        foreach (var cluster in world.Clusters.Values) loaded = loaded.Put(cluster);
        foreach (var family in world.Families.Values) loaded = loaded.Put(family);
        foreach (var revision in world.TaskDefinitions.Values) loaded = loaded.Put(revision);
        foreach (var task in world.Tasks.Values) loaded = loaded.Put(task);
        foreach (var instance in world.ContainerInstances.Values) loaded = loaded.Put(instance);
        foreach (var revision in world.ServiceRevisions.Values) loaded = loaded.Put(revision);
        foreach (var rollout in world.ServiceDeployments.Values) loaded = loaded.Put(rollout);
        foreach (var alarm in world.Alarms.Values) loaded = loaded.Put(alarm);
        foreach (var service in world.Services.Values) loaded = loaded.Put(service);
        foreach (var token in world.ClientTokens.Values) loaded = loaded.Put(token);

        Same(loaded, world).Should().BeEmpty();
        ServiceInvariants.BrokenIn(loaded).Should().BeEmpty();
        (loaded.Agenda.NextProgressAt, loaded.Agenda.NextUpkeepAt).Should().Be((world.Agenda.NextProgressAt, world.Agenda.NextUpkeepAt));
        Planner.Plan(loaded, Lived(seed, Steps / 4).History.Now).Decisions.Should().BeEmpty("all had been decided before it was taken apart");
    }

    [TestCaseSource(nameof(EachSeed))]
    public void When_all_goes_well_every_service_reaches_its_goal(int seed)
    {
        var history = Lived(seed, Steps / 4);
        history.CalmDown();
        ServiceInvariants.BrokenAtRest(history.World, history.History.Now).Should().BeEmpty();
        foreach (var service in history.World.Services.Values.Where(service => service.IsActive))
        {
            var isDone = service is { SteadySince: not null } || service.IsUnplaced || service.Primary!.HasFailed
                || service.Events.Any(each => each.Message!.Contains("was unable to stop or start tasks during a deployment", StringComparison.Ordinal));
            isDone.Should().BeTrue("of {0}: {1}", service.Key, string.Join(" | ", service.Events.Take(5).Select(each => each.Message)));
        }
        history.World.Services.Values.Should().NotContain(service => service.Status == EcsService.Draining);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void In_the_end_nothing_runs_for_a_deleted_service(int seed)
    {
        var history = Lived(seed, Steps / 4);
        foreach (var service in history.World.Services.Values)
            history.History.Call("DeleteService", world => DeleteService.Apply(world, new() { Cluster = service.ClusterName, Service = service.Name, Force = true }, history.History.Now).World);
        history.CalmDown();
        history.World.Services.Values.Should().OnlyContain(service => service.Status == EcsService.Inactive);
        history.World.DeploymentTallies.Should().BeEmpty();

        history.History.Wait(ServiceWakes.Remembered + TimeSpan.FromHours(1));
        history.History.Plan();
        history.World.Services.Should().BeEmpty();
        history.World.ServiceRevisions.Should().BeEmpty();
        history.World.ServiceDeployments.Should().BeEmpty();
    }

    private static ServiceHistory Lived(int seed, int steps)
    {
        var history = new ServiceHistory(seed);
        for (var step = 0; step < steps; step++)
        {
            history.Step();
            history.History.Plan();
        }
        return history;
    }

    /// <summary>Plans round by round and looks at every decision; what the history makes of it has to be the same.</summary>
    private static IEnumerable<string> Planned(ServiceHistory history, HashSet<string> said)
    {
        var (world, now) = (history.World, history.History.Now);
        for (var round = 0; ; round++)
        {
            var plan = Planner.Plan(world, now);
            if (plan.Considered.Count == 0) break;
            if (round > MostRounds) return [$"planning does not end: {string.Join("; ", plan.Decisions)}"];
            var noted = world.Settled(now);
            var broken = new List<string>();
            foreach (var decision in plan.Decisions)
            {
                said.Add(decision.GetType().Name);
                var after = Reducer.Apply(noted, decision, now);
                broken.AddRange(ServiceInvariants.BrokenBy(decision, noted, after));
                noted = after;
            }
            broken.AddRange(Same(noted, plan.Next));
            if (broken.Count > 0) return broken;
            world = plan.Next;
        }
        history.History.Plan();
        return Same(world, history.World).Concat(ServiceInvariants.BrokenAtRest(world, now));
    }

    private static IEnumerable<string> Same(World one, World other)
    {
        if (!one.Services.SequenceEqual(other.Services)) yield return "the services differ";
        if (!one.ServiceRevisions.SequenceEqual(other.ServiceRevisions)) yield return "the revisions differ";
        if (!one.ServiceDeployments.SequenceEqual(other.ServiceDeployments)) yield return "the service deployments differ";
        if (!one.Tasks.SequenceEqual(other.Tasks)) yield return "the tasks differ";
        if (!one.ContainerInstances.SequenceEqual(other.ContainerInstances)) yield return "the instances differ";
        if (!one.Alarms.SequenceEqual(other.Alarms)) yield return "the alarms differ";
        if (!one.DrainingInstances.SequenceEqual(other.DrainingInstances)) yield return "the draining instances differ";
    }
}
