using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>Histories of thousands of steps; the seed in a test's name repeats the one that failed.</summary>
public class RandomHistoryTests
{
    private const int Steps = 2_000;

    private static IEnumerable<int> EachSeed => Seeds.Upto(15);

    [TestCaseSource(nameof(EachSeed))]
    public void Whatever_happens_the_invariants_hold(int seed)
    {
        var history = new History(seed);
        var reached = new HashSet<EcsTaskStatus>();
        var buckets = new HashSet<string>();
        for (var step = 0; step < Steps; step++)
        {
            Checked(history, () => history.Step(), step);
            // Now and then several things happen before anybody plans.
            if (step % 4 != 0) Checked(history, () => string.Join("; ", history.Plan()), step);
            reached.UnionWith(history.World.Tasks.Values.Select(task => task.LastStatus));
            buckets.UnionWith(history.World.Tasks.Values.SelectMany(TaskBuckets.Of));
            if (step % 20 == 0) Invariants.BrokenIn(history.World, buckets).Should().BeEmpty("of step {0}", step);
        }
        // Otherwise nothing was tested. ACTIVATING and DEACTIVATING are passed through within one plan.
        reached.Should().Contain([EcsTaskStatus.Provisioning, EcsTaskStatus.Pending, EcsTaskStatus.Running, EcsTaskStatus.Stopping, EcsTaskStatus.Deprovisioning, EcsTaskStatus.Stopped]);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void The_same_inputs_give_an_equal_World(int seed)
    {
        var history = Lived(seed, Steps / 2);
        var again = history.Steps.Aggregate(new World(Story.Scope), (world, step) => step.Apply(world));

        again.Tasks.Should().Equal(history.World.Tasks);
        again.Clusters.Should().Equal(history.World.Clusters);
        again.Families.Should().Equal(history.World.Families);
        again.TaskDefinitions.Should().Equal(history.World.TaskDefinitions);
        again.ContainerInstances.Should().Equal(history.World.ContainerInstances);
        again.ClientTokens.Should().Equal(history.World.ClientTokens);
        again.Tallies.Should().Equal(history.World.Tallies);
        again.Agenda.Touched.Should().Equal(history.World.Agenda.Touched);
        again.Changes.Should().Equal(history.World.Changes);
    }

    [TestCaseSource(nameof(EachSeed))]
    public void A_settled_World_plans_nothing_until_its_next_appointment(int seed)
    {
        var history = new History(seed);
        for (var step = 0; step < Steps / 2; step++)
        {
            history.Step();
            history.Plan();
            var agenda = history.World.Agenda;
            var next = new[] { agenda.NextProgressAt, agenda.NextUpkeepAt }.Min() ?? DateTimeOffset.MaxValue;
            next.Should().BeAfter(history.Now);
            Planner.Plan(history.World, history.Now).Considered.Should().BeEmpty();
            Planner.Plan(history.World, next - TimeSpan.FromTicks(1)).Considered.Should().BeEmpty();
        }
    }

    [TestCaseSource(nameof(EachSeed))]
    public void In_the_end_every_task_stops_every_resource_is_free_and_nothing_is_remembered(int seed)
    {
        var history = Lived(seed, Steps / 2);
        foreach (var task in history.World.Tasks.Values)
            history.Call("StopTask", world => StopTask.Apply(world, new() { Cluster = task.ClusterName, Task = task.Id }, history.Now).World);
        history.Plan();
        for (var answers = 0; history.World.Tasks.Values.Select(Observations.Answer).FirstOrDefault(answer => answer is not null) is { } answer; answers++)
        {
            answers.Should().BeLessThan(10_000);
            history.See(answer);
            history.Plan();
        }
        history.World.Tasks.Values.Should().OnlyContain(task => task.LastStatus == EcsTaskStatus.Stopped);
        history.World.ContainerInstances.Values.Should().OnlyContain(instance => instance.Remaining == instance.Registered);
        history.World.Tallies.Values.Should().OnlyContain(tally => tally.Active == 0 && tally.Running == 0 && tally.Pending == 0);

        history.Wait(TimeSpan.FromHours(25));
        history.Plan();
        history.World.Tasks.Should().BeEmpty();
        history.World.ClientTokens.Should().BeEmpty();
    }

    [TestCaseSource(nameof(EachSeed))]
    public void A_World_put_together_from_its_parts_is_the_same_and_plans_the_same(int seed)
    {
        var history = Lived(seed, Steps / 2);
        var world = history.World;
        var loaded = new World(Story.Scope);
        foreach (var cluster in world.Clusters.Values) loaded = loaded.Put(cluster);
        foreach (var family in world.Families.Values) loaded = loaded.Put(family);
        foreach (var revision in world.TaskDefinitions.Values) loaded = loaded.Put(revision);
        foreach (var task in world.Tasks.Values) loaded = loaded.Put(task);
        foreach (var instance in world.ContainerInstances.Values) loaded = loaded.Put(instance);
        foreach (var token in world.ClientTokens.Values) loaded = loaded.Put(token);

        Invariants.BrokenIn(loaded, new HashSet<string>()).Should().BeEmpty();
        loaded.ContainerInstances.Should().Equal(world.ContainerInstances);
        history.Plan();
        Planner.Plan(loaded, history.Now).Decisions.Should().BeEmpty("all had been decided before it was taken apart");
    }

    private static History Lived(int seed, int steps)
    {
        var history = new History(seed);
        for (var step = 0; step < steps; step++)
        {
            history.Step();
            history.Plan();
        }
        return history;
    }

    private static void Checked(History history, Func<string> act, int step)
    {
        var before = history.World;
        var what = act();
        var broken = Invariants.BrokenBetween(before, history.World, history.Now).ToList();
        if (broken.Count > 0) Assert.Fail($"Step {step}, {what}: {string.Join("; ", broken)}");
    }
}
