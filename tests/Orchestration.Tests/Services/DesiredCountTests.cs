using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The desired number of tasks is kept, whatever is lost, and follows what is asked for.</summary>
public class DesiredCountTests
{
    private static ServiceStory Steady(int desired)
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired);
        story.Settle();
        story.Decided();
        return story;
    }

    /// <summary>Machines with room for four tasks each.</summary>
    private static ServiceStory OnMachines(int desired, params char[] zones)
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        foreach (var zone in zones) story.AddMachine(zone);
        story.Create(ServiceStory.OnMachines with { DesiredCount = desired });
        story.Settle();
        story.Decided();
        return story;
    }

    [Test]
    public void A_task_whose_container_exits_is_replaced_at_once()
    {
        var story = Steady(desired: 2);

        story.Exit(story.Task("t1"), exitCode: 137);

        story.Decided().Should().Equal(
            "t1: end EssentialContainerExited: Essential container in task exited",
            "web: d1 starts t3",
            "web: says (service web) has started 1 tasks: (task t3).",
            "web: not steady any more");
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t2", "t3");
        story.Decided().Should().Equal("web: steady");
    }

    [Test]
    public void So_is_one_that_somebody_stops()
    {
        var story = Steady(desired: 2);
        story.Stop(story.Task("t2"));
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t1", "t3");
        story.Task("t2").StopCode.Should().Be("UserInitiated");
    }

    [Test]
    public void A_crash_after_RUNNING_slows_nothing_down_and_counts_for_nothing()
    {
        var story = Steady(desired: 1);
        foreach (var time in Enumerable.Range(0, 20))
        {
            story.After(seconds: 1);
            story.Exit(story.Tasks.Single());
            story.Active.Should().Be(1, "of crash {0}", time);
            story.Settle();
        }
        story.Web.Primary!.FailedTasks.Should().Be(0);
        story.Web.Primary.RolloutState.Should().Be("COMPLETED");
    }

    [Test]
    public void When_a_machine_is_lost_its_tasks_are_replaced_elsewhere()
    {
        var story = OnMachines(desired: 4, 'a', 'b');
        var lost = story.World.ContainerInstances.Values.First();

        story.Change(world => InstanceLoss.Apply(world, world.ContainerInstances[lost.Id], "TerminationNotice", "Host EC2 (instance i-0123456789abcdef0) terminated.", story.Now));
        story.Settle();

        story.Running("demo:1").Should().HaveCount(4);
        story.Tasks.Should().OnlyContain(task => task.ContainerInstanceId != lost.Id);
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void Scaling_out_starts_what_is_missing()
    {
        var story = Steady(desired: 1);
        story.Scale(3);
        story.Decided().Should().Equal(
            "web: d1 starts t2",
            "web: d1 starts t3",
            "web: says (service web) has started 2 tasks: (task t2) (task t3).",
            "web: not steady any more");
        story.Web.Primary!.RolloutState.Should().Be("COMPLETED", "scaling is no deployment");
    }

    [Test]
    public void Scaling_in_stops_what_is_too_many()
    {
        var story = Steady(desired: 3);
        story.Scale(2);
        story.Decided().Should().Equal(
            "t1: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "web: says (service web) has stopped 1 running tasks: (task t1).",
            "web: not steady any more");
        story.Settle();
        (story.Active, story.Healthy).Should().Be((2, 2));
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void Scaling_in_stops_pending_tasks_first()
    {
        var story = Steady(desired: 1);
        story.Scale(4);
        story.Decided();
        story.After(seconds: 1);

        story.Scale(2);

        story.Decided().Should().HaveCount(3).And.EndWith("web: says (service web) stopped 2 pending tasks.");
        story.Running("demo:1").Should().Equal("t1");
    }

    [Test]
    public void Scaling_in_takes_from_the_fullest_zone_and_there_from_the_fullest_machine()
    {
        // Four tasks over three machines: two zones, of which a has two machines.
        var story = OnMachines(desired: 6, 'a', 'a', 'b');
        Counts(story).Should().Equal("i1: 2", "i2: 1", "i3: 3");

        story.Scale(5);
        story.Settle();
        // Both zones have three tasks; the name decides, so that it is always the same.
        Counts(story).Should().Equal("i1: 2", "i2: 1", "i3: 2");

        story.Scale(4);
        story.Settle();
        Counts(story).Should().Equal("i1: 1", "i2: 1", "i3: 2");
    }

    [Test]
    public void To_nothing_and_back()
    {
        var story = Steady(desired: 2);
        story.Scale(0);
        story.Settle();
        story.Active.Should().Be(0);
        story.Events.Should().EndWith("has reached a steady state.");
        story.Scale(1);
        story.Settle();
        story.Running("demo:1").Should().Equal("t3");
    }

    private static IEnumerable<string> Counts(ServiceStory story) => story.World.ContainerInstances.Keys
        .Select((id, number) => $"i{number + 1}: {story.Tasks.Count(task => task.ContainerInstanceId == id)}");
}
