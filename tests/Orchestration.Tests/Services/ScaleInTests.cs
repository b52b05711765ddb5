using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Tests.TaskSets;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Which tasks go when a service wants fewer.</summary>
public class ScaleInTests
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static ServiceStory On(string zones, int desired)
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        foreach (var zone in zones) story.AddMachine(zone);
        story.Create(ServiceStory.OnMachines with { DesiredCount = desired });
        story.Settle();
        return story;
    }

    private static IEnumerable<int> Counts(ServiceStory story) =>
        InstanceRules.In(story.World, "default").Select(instance => story.Tasks.Count(task => task.ContainerInstanceId == instance.Id));

    [TestCase("ab")]
    [TestCase("aa")]
    public void Zones_and_machines_give_in_turns(string zones)
    {
        var story = On(zones, desired: 8);
        Counts(story).Should().Equal(4, 4);
        story.Scale(4);
        story.Settle();
        Counts(story).Should().Equal(2, 2);
        story.Scale(1);
        story.Settle();
        Counts(story).Should().BeEquivalentTo([0, 1]);
    }

    [Test]
    public void The_fullest_zone_gives_first()
    {
        // Zone a has two machines with 2 tasks each, zone b one with 4: three in a → 4 and 4; then one from each.
        var story = On("aab", desired: 8);
        Counts(story).Should().Equal(2, 2, 4);
        story.Scale(4);
        story.Settle();
        Counts(story).Should().Equal(1, 1, 2);
    }

    [Test]
    public void Among_equals_the_newest_goes()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 2);
        story.Settle();
        story.After(60);
        story.Scale(3);
        story.Settle();
        story.Scale(2);
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t1", "t2");
    }

    [Test]
    public void A_pending_task_goes_before_one_that_runs_and_is_not_healthy()
    {
        var story = new ServiceStory();
        story.Around["app:1"] = new() { HealthyAfter = null };
        story.Define("app:1", Check);
        story.Create(desired: 1);
        story.After(30);
        story.Scale(2);
        story.Scale(1);
        story.Tasks.Select(story.NameOf).Should().Equal("t1");
        story.Scale(2);
        story.After(30);
        story.Turn(story.Task("t1"), Orchestration.Tasks.ContainerHealth.Healthy);
        story.Scale(1);
        story.Tasks.Select(story.NameOf).Should().Equal("t1");
    }

    [Test]
    public void A_service_is_steady_only_when_every_task_set_is()
    {
        var story = Sets.Begin();
        story.CreateSet(percent: 50);
        story.Settle();
        story.Web.SteadySince.Should().NotBeNull();
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define("app:2");
        story.CreateSet(percent: 50, definition: "demo:2");
        story.After(60);
        story.Web.SteadySince.Should().BeNull();
    }
}
