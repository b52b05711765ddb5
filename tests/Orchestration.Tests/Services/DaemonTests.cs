using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The DAEMON strategy: one task on every machine that the constraints allow.</summary>
public class DaemonTests
{
    private static readonly CreateServiceRequest Request = ServiceStory.OnMachines with { SchedulingStrategy = "DAEMON", DesiredCount = null };

    private static ServiceStory On(int machines, CreateServiceRequest? request = null, HealthCheck? check = null)
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512, HealthCheck = check }));
        for (var number = 0; number < machines; number++) story.AddMachine();
        story.Create(request ?? Request);
        story.Settle();
        story.Decided();
        return story;
    }

    private static IEnumerable<string> Places(ServiceStory story) => story.Tasks.Select(task => task.ContainerInstanceId!);

    [Test]
    public void Every_machine_has_one()
    {
        var story = On(machines: 3);
        Places(story).Should().BeEquivalentTo(story.World.ContainerInstances.Keys);
        story.Web.DesiredCount.Should().Be(3);
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void A_new_machine_gets_one()
    {
        var story = On(machines: 1);
        story.AddMachine();
        story.Decided().Should().Equal(
            "web: wants one task on each of 2",
            "web: d1 starts t2 on i2",
            "web: says (service web) has started 1 tasks: (task t2).",
            "web: not steady any more");
        story.Settle();
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [Test]
    public void One_that_ends_comes_again_on_its_machine()
    {
        var story = On(machines: 2);
        var lost = story.Task("t1");
        story.Exit(lost);
        story.Settle();
        story.Task("t3").ContainerInstanceId.Should().Be(lost.ContainerInstanceId);
    }

    [Test]
    public void It_leaves_a_draining_machine()
    {
        var story = On(machines: 2);
        story.Drain(story.World.ContainerInstances.Values.First());
        story.Settle();
        Places(story).Should().Equal(story.World.ContainerInstances.Keys.Last());
        story.Web.DesiredCount.Should().Be(1);
    }

    [Test]
    public void Constraints_choose_the_machines()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        story.AddMachine('a');
        var chosen = story.AddMachine('b');
        story.Create(Request with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:ecs.availability-zone == us-east-1b" }] });
        story.Settle();
        Places(story).Should().Equal(chosen.Id);
        story.Web.DesiredCount.Should().Be(1);
    }

    [Test]
    public void A_machine_without_room_is_waited_for_and_forgotten_when_it_goes()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        var small = story.AddMachine(cpu: 256);
        story.AddMachine();
        story.Create(Request);
        story.Settle();
        Places(story).Should().HaveCount(1);
        story.Web.IsUnplaced.Should().BeTrue();
        story.Events.Should().ContainSingle(message => message.StartsWith("was unable to place a task", StringComparison.Ordinal));

        story.Drain(small);
        story.Settle();
        story.Web.IsUnplaced.Should().BeFalse();
        story.Events.Should().EndWith("has reached a steady state.");
    }

    [TestCase(0, 4)]
    [TestCase(50, 2)]
    [TestCase(75, 1)]
    public void A_deployment_replaces_as_many_at_a_time_as_the_minimum_allows(int minimum, int together)
    {
        var story = On(machines: 4, Request with { DeploymentConfiguration = new() { MinimumHealthyPercent = minimum } });
        var (fewest, most) = (4, 0);
        story.Rested += () => (fewest, most) = (Math.Min(fewest, story.Healthy), Math.Max(most, story.Active));

        story.Update(new() { ForceNewDeployment = true });
        story.Settle();

        fewest.Should().Be(4 - together);
        most.Should().Be(4);
        story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be("COMPLETED");
        Places(story).Should().BeEquivalentTo(story.World.ContainerInstances.Keys);
    }

    [Test]
    public void A_failed_deployment_leaves_the_old_tasks_that_still_stand()
    {
        var story = On(machines: 4, Request with
        {
            DeploymentConfiguration = new() { MinimumHealthyPercent = 75, DeploymentCircuitBreaker = new() { Enable = true, Rollback = false } },
        });
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512, Image = "app:2" }));
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Running("demo:1").Should().HaveCount(3);
    }

    [Test]
    public void Unhealthy_ones_are_replaced_after_the_grace_period()
    {
        var story = On(machines: 1, Request with { HealthCheckGracePeriodSeconds = 60 }, new() { Command = ["CMD-SHELL", "true"] });
        story.Turn(story.Task("t1"), Orchestration.Tasks.ContainerHealth.Unhealthy);
        story.After(seconds: 30);
        story.Running("demo:1").Should().Equal("t1");
        story.Settle();
        story.Running("demo:1").Should().Equal("t2");
    }
}
