using Workbook.Orchestration.Tests.History;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>What older deployments keep, replace and give up while newer ones do not get on.</summary>
public class OlderDeploymentTests
{
    private static readonly Behaviour Unpullable = new() { PullError = "CannotPullContainerError: no" };
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static ServiceStory Serving(int desired, int minimum = 100, int maximum = 200)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired, minimum, maximum);
        story.Settle();
        return story;
    }

    private static void Deploy(ServiceStory story, string image, Behaviour behaviour, HealthCheck? check = null)
    {
        story.Around[image] = behaviour;
        story.Define(image, check);
        story.Update(new() { TaskDefinition = "demo" });
    }

    private static IEnumerable<int> Desired(ServiceStory story) => story.Web.Deployments.Select(each => each.DesiredCount);

    [Test]
    public void An_old_task_is_not_replaced_while_both_have_enough_together()
    {
        var story = Serving(desired: 3);
        Deploy(story, "app:2", new() { HealthyAfter = null }, Check);
        story.After(60);
        story.Around["app:2"] = Unpullable;
        story.Exit(story.Task(story.Running("demo:2").First()));
        story.After(5);
        story.Web.Primary!.Throttle.Holds(story.Now).Should().BeTrue();

        story.Exit(story.Task(story.Running("demo:1").First()));
        story.After(4);

        (story.Running("demo:1").Count(), story.Running("demo:2").Count()).Should().Be((2, 2));
    }

    [Test]
    public void An_older_deployment_does_not_grow_with_the_service()
    {
        var story = Serving(desired: 2);
        Deploy(story, "app:2", Unpullable);
        story.After(TimeSpan.FromMinutes(10));
        story.Scale(4);
        story.After(TimeSpan.FromMinutes(10));
        story.Running("demo:1").Should().Equal("t1", "t2");
        Desired(story).Should().Equal(4, 2);
    }

    [Test]
    public void A_deployment_that_cannot_replace_its_loss_keeps_its_claim_and_a_failed_one_has_none()
    {
        var story = Serving(desired: 2);
        story.Update(new() { DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = true, ThresholdConfiguration = new() { Type = "COUNT", Value = 1 } } } });
        Deploy(story, "app:2", Unpullable);
        story.After(10);
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Update(new() { DeploymentConfiguration = new() { DeploymentCircuitBreaker = new() { Enable = false } } });
        story.Around["app:1"] = Unpullable;
        story.Exit(story.Task("t1"));
        story.After(5);

        Deploy(story, "app:3", Unpullable);
        story.After(5);
        Desired(story).Should().Equal(2, 2);

        story.Around["app:1"] = Behaviour.Good;
        story.After(TimeSpan.FromMinutes(2));
        story.Running("demo:1").Should().HaveCount(2);
    }

    [Test]
    public void It_claims_no_more_than_the_minimum_needs()
    {
        var story = Serving(desired: 4, minimum: 75);
        Deploy(story, "app:2", Unpullable);
        story.After(TimeSpan.FromMinutes(10));
        Desired(story).Should().Equal(4, 3);
        story.Around["app:1"] = Unpullable;
        foreach (var name in story.Running("demo:1").Take(2).ToList()) story.Exit(story.Task(name));
        story.After(4);
        story.Update(new() { DeploymentConfiguration = new() { MinimumHealthyPercent = 50 } });

        Desired(story).Should().Equal(4, 2);
        story.Running("demo:1").Should().ContainSingle();
        story.Decided();
        story.Around["app:1"] = Behaviour.Good;
        story.After(TimeSpan.FromMinutes(1));
        story.Running("demo:1").Should().HaveCount(2);
        story.Decided().Should().NotContain(word => word.Contains(" wants ", StringComparison.Ordinal), "a count that stays is not set again");
    }

    [Test]
    public void Beside_a_failed_deployment_the_older_one_makes_up_the_full_count()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with
        {
            DesiredCount = 4,
            DeploymentConfiguration = new() { MinimumHealthyPercent = 100, MaximumPercent = 125, Alarms = new() { AlarmNames = ["errors"], Enable = true, Rollback = false } },
        });
        story.Settle();
        Deploy(story, "app:2", Behaviour.Good);
        story.After(6);
        story.Alarm("errors", isInAlarm: true);
        story.Settle();
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        var green = story.Running("demo:2").Count();
        green.Should().BeInRange(1, 3);
        story.Running("demo:1").Should().HaveCount(4 - green);

        story.Update(new() { DeploymentConfiguration = new() { MinimumHealthyPercent = 50 } });
        story.Settle();
        story.Running("demo:1").Should().HaveCount(4 - green, "the failed deployment will not start the rest");
    }

    [Test]
    public void An_old_deployment_that_found_no_room_waits_no_longer_when_there_are_enough()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        story.AddMachine();
        story.Create(ServiceStory.OnMachines with { DesiredCount = 4 });
        story.Settle();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 4096 }));
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        story.Web.Deployments.Select(each => each.Unplaced is not null).Should().Equal(true, false);

        story.Create(ServiceStory.OnMachines with { ServiceName = "other", TaskDefinition = "demo:1" });
        story.Exit(story.Task("t1"));
        story.Settle();
        story.Web.Deployments.Select(each => each.Unplaced is not null).Should().Equal(true, true);
        story.Scale(3);
        story.Settle();
        story.Web.Deployments.Select(each => each.Unplaced is not null).Should().Equal(true, false);
        story.Running("demo:1").Should().HaveCount(3);
        story.World.Why(EntityKind.Service, "default/web", "no task waits for room any more").Should().Equal("As many tasks as desired have been placed.");
    }

    [Test]
    public void A_middle_deployment_without_losses_leaves_the_claim_to_the_one_before_it()
    {
        var story = Serving(desired: 4, maximum: 125);
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        while (story.Running("demo:2").Count() < 2) story.After(1);
        Deploy(story, "app:3", Unpullable);
        story.After(30);
        Desired(story).Should().HaveCount(3);
        var (middle, oldest) = (story.Web.Deployments[1].DesiredCount, story.Web.Deployments[2].DesiredCount);
        (middle + oldest).Should().Be(4);

        story.Exit(story.Task(story.Running("demo:1").First()));
        story.After(10);
        Desired(story).Should().Equal(4, middle, oldest);
    }
}
