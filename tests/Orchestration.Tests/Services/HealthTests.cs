using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Unhealthy tasks are replaced: the replacement first, as far as the maximum allows.</summary>
public class HealthTests
{
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static ServiceStory Healthy(int desired, int maximum = 200, int minimum = 100, int? grace = null)
    {
        var story = new ServiceStory();
        story.Define("app:1", Check);
        story.Create(ServiceStory.Request with
        {
            DesiredCount = desired,
            HealthCheckGracePeriodSeconds = grace,
            DeploymentConfiguration = new() { MaximumPercent = maximum, MinimumHealthyPercent = minimum },
        });
        story.Settle();
        story.Decided();
        return story;
    }

    [Test]
    public void A_task_is_healthy_when_its_check_says_so()
    {
        var story = new ServiceStory();
        story.Define("app:1", Check);
        story.Create(desired: 1);
        story.After(seconds: 5);
        (story.Tasks.Single().LastStatus, story.Healthy, story.Web.Primary!.RolloutState).Should().Be((EcsTaskStatus.Running, 0, "IN_PROGRESS"));
        story.After(seconds: 5);
        (story.Healthy, story.Web.Primary!.RolloutState).Should().Be((1, "COMPLETED"));
    }

    [Test]
    public void A_task_that_becomes_unhealthy_stays_until_its_replacement_is_healthy()
    {
        var story = Healthy(desired: 2);

        story.Turn(story.Task("t1"), ContainerHealth.Unhealthy);
        story.Decided().Should().Equal(
            "web: d1 starts t3",
            "web: says (service web) has started 1 tasks: (task t3). Amazon ECS replaced 1 tasks due to an unhealthy status.",
            "web: not steady any more");
        story.Settle();

        story.Decided().Should().Equal(
            "web: says (service web) (task t1) failed container health checks.",
            "t1: end ServiceSchedulerInitiated: Task failed container health checks",
            "web: says (service web) has stopped 1 running tasks: (task t1).",
            "web: steady");
        story.Running("demo:1").Should().BeEquivalentTo("t2", "t3");
    }

    [Test]
    public void One_that_never_was_healthy_is_stopped_first_and_replaced_by_one()
    {
        var story = Healthy(desired: 1);
        story.Around["app:1"] = new() { HealthyAfter = null, UnhealthyAfter = TimeSpan.FromSeconds(9) };
        story.Scale(2);
        story.Decided();
        story.After(seconds: 13);

        story.Decided().Should().Equal(
            "web: says (service web) (task t2) failed container health checks.",
            "t2: end ServiceSchedulerInitiated: Task failed container health checks",
            "web: says (service web) has stopped 1 running tasks: (task t2).",
            "web: d1 starts t3",
            "web: says (service web) has started 1 tasks: (task t3). Amazon ECS replaced 1 tasks due to an unhealthy status.");
    }

    [Test]
    public void Without_room_above_the_desired_count_the_unhealthy_one_goes_first()
    {
        var story = Healthy(desired: 2, maximum: 100, minimum: 50);
        story.Turn(story.Task("t1"), ContainerHealth.Unhealthy);
        story.Decided().Should().Equal(
            "web: says (service web) (task t1) failed container health checks.",
            "t1: end ServiceSchedulerInitiated: Task failed container health checks",
            "web: says (service web) has stopped 1 running tasks: (task t1).",
            "web: not steady any more",
            "web: d1 starts t3",
            "web: says (service web) has started 1 tasks: (task t3).");
        story.Settle();
        story.Healthy.Should().Be(2);
    }

    [Test]
    public void One_that_recovers_in_time_stays_and_its_replacement_goes()
    {
        var story = Healthy(desired: 2);
        story.Turn(story.Task("t1"), ContainerHealth.Unhealthy);
        story.After(seconds: 2);
        story.Turn(story.Task("t1"), ContainerHealth.Healthy);
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t1", "t2");
    }

    [Test]
    public void Within_the_grace_period_failing_checks_are_ignored()
    {
        var story = Healthy(desired: 1, grace: 60);
        story.Turn(story.Task("t1"), ContainerHealth.Unhealthy);
        story.Decided().Should().Equal("web: looks again at 00:01:04", "web: not steady any more");

        // It has run for 5 s when it is found healthy.
        story.After(seconds: 54);
        story.Decided().Should().BeEmpty();
        story.After(seconds: 1);
        story.Decided().Take(2).Should().Equal("web: wakes", "web: d1 starts t2");
        story.Settle();
        story.Running("demo:1").Should().Equal("t2");
    }

    [Test]
    public void Grace_periods_that_end_one_after_the_other_are_all_kept()
    {
        var story = Healthy(desired: 1, grace: 60);
        story.After(seconds: 20);
        story.Scale(2);
        story.After(seconds: 10);
        story.Turn(story.Task("t1"), ContainerHealth.Unhealthy);
        story.Turn(story.Task("t1"), ContainerHealth.Healthy);
        story.Turn(story.Task("t2"), ContainerHealth.Unhealthy);
        Planner.Plan(story.World, story.Now).Considered.Should().BeEmpty();
        story.Settle();
        story.Running("demo:1").Should().BeEquivalentTo("t1", "t3");
    }

    [Test]
    public void All_at_once_are_replaced_within_the_maximum()
    {
        var story = Healthy(desired: 4, maximum: 150);
        var most = 0;
        story.Rested += () => most = Math.Max(most, story.Active);
        story.See([.. story.Tasks.Select(task => new ContainerHealthChanged(task.Id, "app", ContainerHealth.Unhealthy))]);
        story.Settle();
        most.Should().Be(6);
        story.Running("demo:1").Should().BeEquivalentTo("t5", "t6", "t7", "t8");
        story.Events.Count(message => message.EndsWith("failed container health checks.", StringComparison.Ordinal)).Should().Be(4);
    }
}
