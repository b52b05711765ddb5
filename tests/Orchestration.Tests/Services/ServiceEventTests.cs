using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The list of a service's events.</summary>
public class ServiceEventTests
{
    [Test]
    public void Every_event_of_every_service_has_an_id_of_its_own()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1);
        story.Create(ServiceStory.Request with { ServiceName = "api" });
        story.Settle();
        var events = story.World.Services.Values.SelectMany(service => service.Events).ToList();
        events.Select(each => each.Id).Should().OnlyHaveUniqueItems();
        events.Should().HaveCount(6);
        story.Web.EventCount.Should().Be(3);
    }

    [Test]
    public void A_service_that_is_created_anew_has_other_events()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 1);
        story.Settle();
        var before = story.Web.Events.Select(each => each.Id).ToList();
        story.Delete(force: true);
        story.Settle();
        story.Create(desired: 1);
        story.Settle();
        story.Web.Events.Select(each => each.Id).Should().NotIntersectWith(before);
    }

    [Test]
    public void Two_deployments_that_lack_the_same_room_say_it_once()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        var machine = story.AddMachine();
        story.Create(ServiceStory.OnMachines with { DesiredCount = 1 });
        story.Settle();
        story.Change(world => world.Put(world.ContainerInstances[machine.Id] with { AgentConnected = false }));
        story.Update(new() { ForceNewDeployment = true });
        story.Exit(story.Task("t1"));
        story.Settle();
        story.Web.Deployments.Should().HaveCount(2).And.OnlyContain(each => each.Unplaced != null);
        story.Web.Deployments.Select(each => each.Unplaced).Distinct().Should().ContainSingle();
        story.Events.Count(message => message.StartsWith("was unable to place a task", StringComparison.Ordinal)).Should().Be(1);
    }

    [Test]
    public void The_end_of_a_protection_is_not_an_event()
    {
        var story = new ServiceStory();
        story.Define();
        story.Create(desired: 2);
        story.Settle();
        story.Change(world => TaskProtection.Update(world, new() { Tasks = [story.Task("t1").Id, story.Task("t2").Id], ProtectionEnabled = true, ExpiresInMinutes = 10 }, story.Now).World);
        story.Scale(0);
        story.Settle();
        story.Events[^1].Should().StartWith("was unable to reach steady state");
        story.After(TimeSpan.FromMinutes(10));
        story.Settle();
        story.Web.Events.Should().OnlyContain(each => !string.IsNullOrEmpty(each.Message));
        story.Events.Should().EndWith(["has stopped 2 running tasks: (task t1) (task t2).", "has reached a steady state."]);
    }
}
