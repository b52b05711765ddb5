using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.History;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>When a rolling deployment says that its percentages leave no step, what it says of replaced tasks, and why it acts.</summary>
public class BlockedRollingTests
{
    private const string Blocked =
        "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static ServiceStory Serving(int desired, int minimum = 100, int maximum = 200, HealthCheck? check = null)
    {
        var story = new ServiceStory();
        story.Define("app:1", check);
        story.Create(desired, minimum, maximum);
        story.Settle();
        return story;
    }

    /// <summary>Halfway: two of four tasks are new, and the deployment is held there.</summary>
    private static ServiceStory Halfway(DeploymentConfiguration then, bool isProtected)
    {
        var story = Serving(desired: 4, maximum: 125);
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        while (story.Running("demo:2").Count() < 2) story.After(1);
        if (isProtected)
        {
            var ids = story.Running("demo:1").Select(name => story.Task(name).Id).ToList();
            story.Change(world => TaskProtection.Update(world, new() { Tasks = [.. ids], ProtectionEnabled = true }, story.Now).World);
        }
        story.Update(new() { DeploymentConfiguration = then });
        story.Settle();
        return story;
    }

    private static int Complaints(ServiceStory story) => story.Events.Count(message => message == Blocked);

    [Test]
    public void All_deployments_count_towards_the_maximum()
    {
        // 4 desired, at most floor(4.96) = 4 and at least ceil(3.96) = 4
        var story = Halfway(new() { MaximumPercent = 124, MinimumHealthyPercent = 99 }, isProtected: false);
        (story.Active, story.Running("demo:1").Any(), story.Running("demo:2").Any()).Should().Be((4, true, true));
        Complaints(story).Should().Be(1);
    }

    [Test]
    public void What_only_protection_holds_back_is_not_blocked_by_the_percentages()
    {
        var story = Halfway(new() { MaximumPercent = 101, MinimumHealthyPercent = 75 }, isProtected: true);
        story.Running("demo:1").Should().HaveCountGreaterThan(1);
        Complaints(story).Should().Be(0);
    }

    [Test]
    public void New_tasks_that_are_all_there_and_not_healthy_yet_are_waited_for()
    {
        var story = Serving(desired: 2);
        story.Around["app:2"] = new() { HealthyAfter = null };
        story.Define("app:2", Check);
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(TimeSpan.FromMinutes(5));
        story.Active.Should().Be(4);
        Complaints(story).Should().Be(0);
    }

    [Test]
    public void A_deployment_that_has_failed_does_not_complain_again()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with { DeploymentConfiguration = new() { MaximumPercent = 150, Alarms = new() { AlarmNames = ["errors"], Enable = true, Rollback = false } } });
        story.Settle();
        story.Update(new() { ForceNewDeployment = true });
        Complaints(story).Should().Be(1);
        story.Alarm("errors", isInAlarm: true);
        story.Settle();
        story.Events[^1].Should().Be("(deployment d2) deployment failed: alarm detected.");
        Complaints(story).Should().Be(1);
    }

    [Test]
    public void A_maximum_that_leaves_no_room_does_not_end_the_wait_for_a_machine()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 512 }));
        story.AddMachine();
        story.Create(ServiceStory.OnMachines with { DesiredCount = 2 });
        story.Settle();
        story.Define(Requests.Ec2(Requests.App with { Cpu = 4096 }));
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        story.Web.IsUnplaced.Should().BeTrue();
        story.Update(new() { DeploymentConfiguration = new() { MaximumPercent = 149 } });
        story.Settle();
        story.Web.IsUnplaced.Should().BeTrue();
    }

    [Test]
    public void Only_what_replaces_unhealthy_tasks_is_said_to()
    {
        // 4 desired and at most 5: 1 is lost and 2 are unhealthy; of the 2 that may start one makes up for the loss.
        var story = Serving(desired: 4, maximum: 125, check: Check);
        story.See(
            new Orchestration.Planning.ContainerExited(story.Task("t1").Id, "app", 1, null),
            new Orchestration.Planning.ContainerHealthChanged(story.Task("t2").Id, "app", ContainerHealth.Unhealthy),
            new Orchestration.Planning.ContainerHealthChanged(story.Task("t3").Id, "app", ContainerHealth.Unhealthy));
        story.Events.Should().Contain(message => message.StartsWith("has started 2 tasks: ", StringComparison.Ordinal) && message.EndsWith(" Amazon ECS replaced 1 tasks due to an unhealthy status.", StringComparison.Ordinal));
    }

    [Test]
    public void The_reasons_say_how_many_are_missing_and_what_a_deployment_has_to_be_complete()
    {
        var story = Serving(desired: 2);
        story.Exit(story.Task("t1"));
        story.Settle();
        Why(story, "event: (service web) has started").Should().Equal("2 tasks of d1 are desired; 2 are missing and may be started.", "2 tasks of d1 are desired; 1 is missing and may be started.");
        Why(story, "d1 is COMPLETED").Should().Equal("2 of 2 tasks run and are healthy, and no older deployment is left.");
    }

    [Test]
    public void An_early_success_says_that_older_tasks_may_still_leave()
    {
        var story = Serving(desired: 2, minimum: 50);
        story.Define("app:2");
        story.Update(new()
        {
            TaskDefinition = "demo:2",
            DeploymentConfiguration = new() { EarlySuccessCriteria = new() { Enable = true, HealthyPercent = 50, SourceServiceRevisionCleanup = "DEFERRED" } },
        });
        story.Settle();
        Why(story, "d2 is COMPLETED").Should().Equal("2 of 2 tasks run and are healthy, and the older ones may go on leaving.");
    }

    [Test]
    public void A_service_without_room_says_why_it_waits_and_why_no_longer()
    {
        var story = new ServiceStory();
        story.Define(Requests.Ec2());
        story.Create(ServiceStory.OnMachines);
        story.AddMachine();
        story.Settle();
        Why(story, "event: (service web) was unable to place a task").Should().Equal("No place was found for the task.");
        Why(story, "no task waits for room any more").Should().Equal("There is room again.");
    }

    private static IReadOnlyList<string?> Why(ServiceStory story, string what) => story.World.Why(EntityKind.Service, "default/web", what);
}
