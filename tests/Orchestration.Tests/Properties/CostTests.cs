using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Properties;

/// <summary>Planning costs by what changed, not by what exists: what is considered is counted, not timed.</summary>
public class CostTests
{
    private const int Tasks = 2_000;

    private static Story Crowd()
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        for (var i = 0; i < Tasks / 10; i++)
            story.Launch(new() { TaskDefinition = "demo", Count = 10, LaunchType = LaunchType.Fargate, NetworkConfiguration = Story.Network });
        return story;
    }

    [Test]
    public void New_tasks_are_considered_once_and_then_left_alone()
    {
        var story = Crowd();
        Planner.Plan(story.World, story.Now).Considered.Should().HaveCount(Tasks);
        story.Plan().Should().HaveCount(Tasks).And.OnlyContain(decision => decision == "provision");
        Planner.Plan(story.World, story.Now).Considered.Should().BeEmpty();
        Planner.Plan(story.World, story.Now + TimeSpan.FromDays(1)).Considered.Should().BeEmpty();
    }

    [Test]
    public void One_observation_makes_the_planner_look_at_one_task()
    {
        var story = Crowd();
        story.Plan();
        var id = story.World.Tasks.Keys.ElementAt(Tasks / 2);

        var world = Reducer.Apply(story.World, new TaskProvisioned(id, "eni-1", "02:00:00:00:00:01", "172.31.0.4"), story.Now);

        Planner.Plan(world, story.Now).Considered.Should().Equal(new EntityKey(EntityKind.Task, id));
    }

    [Test]
    public void One_call_changes_what_it_is_about_and_shares_the_rest()
    {
        var story = Crowd();
        story.Plan();
        var before = story.World.Saved();
        var (id, other) = (before.Tasks.Keys.First(), before.Tasks.Keys.Last());

        var after = Reducer.Apply(before, new TaskNotProvisioned(id, "no"), story.Now);

        after.Changes.Distinct().Should().BeEquivalentTo([new EntityKey(EntityKind.Task, id), new EntityKey(EntityKind.History, $"Task {id}")]);
        after.Tasks[other].Should().BeSameAs(before.Tasks[other]);
        after.Clusters.Should().BeSameAs(before.Clusters);
        after.TaskDefinitions.Should().BeSameAs(before.TaskDefinitions);
    }

    [Test]
    public void What_is_due_is_found_without_looking_at_what_is_not()
    {
        var story = Crowd();
        story.Plan();
        var id = story.World.Tasks.Keys.First();
        story.Change(world => Reducer.Apply(world, new TaskNotProvisioned(id, "no"), story.Now));
        story.Plan();
        story.Change(world => Reducer.Apply(world, new TaskReleased(id), story.Now));
        story.Plan();

        Planner.Plan(story.World, story.Now + TimeSpan.FromHours(1)).Considered.Should().Equal(new EntityKey(EntityKind.Task, id));
    }
}
