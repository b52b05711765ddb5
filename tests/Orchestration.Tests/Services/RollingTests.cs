using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The arithmetic of rolling deployments: never above the maximum, never below the minimum, and to the end.</summary>
public class RollingTests
{
    private const string Blocked =
        "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

    [TestCase(5, 50, 150, 3, 7)]
    [TestCase(1, 100, 200, 1, 2)]
    [TestCase(1, 100, 150, 1, 1)]
    [TestCase(1, 50, 100, 1, 1)]
    [TestCase(3, 33, 133, 1, 3)]
    [TestCase(10, 80, 100, 8, 10)]
    [TestCase(4, 0, 100, 0, 4)]
    [TestCase(0, 100, 200, 0, 0)]
    [TestCase(int.MaxValue, 100, 200, int.MaxValue, int.MaxValue)]
    public void The_minimum_is_rounded_up_and_the_maximum_down(int desired, int minimum, int maximum, int healthy, int active) =>
        RollingLimits.Of(desired, new() { MinimumHealthyPercent = minimum, MaximumPercent = maximum }).Should().Be(new RollingLimits(healthy, active));

    private static readonly int[] Minimums = [0, 25, 50, 75, 100];
    private static readonly int[] Maximums = [100, 125, 150, 200];

    private static IEnumerable<object[]> Combinations() =>
        from desired in Enumerable.Range(1, 6)
        from minimum in Minimums
        from maximum in Maximums
        where (minimum, maximum) != (100, 100)
        select new object[] { desired, minimum, maximum };

    [TestCaseSource(nameof(Combinations))]
    public void Every_deployment_keeps_the_limits_and_ends_unless_they_leave_no_step(int desired, int minimum, int maximum)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired, minimum, maximum);
        story.Settle();
        var limits = RollingLimits.Of(desired, story.Web.DeploymentConfiguration);
        var (most, fewest) = (0, desired);
        story.Rested += () => (most, fewest) = (Math.Max(most, story.Active), Math.Min(fewest, story.Healthy));

        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();

        most.Should().BeLessThanOrEqualTo(limits.MaximumActive);
        fewest.Should().BeGreaterThanOrEqualTo(limits.MinimumHealthy);
        if (limits.MaximumActive == limits.MinimumHealthy)
        {
            story.Events.Count(message => message == Blocked).Should().Be(1);
            story.Running("demo:1").Should().HaveCount(desired);
            return;
        }
        story.Running("demo:2").Should().HaveCount(desired);
        story.Active.Should().Be(desired);
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        story.Events.Should().EndWith("has reached a steady state.").And.NotContain(Blocked);
    }

    [Test]
    public void A_blocked_deployment_goes_on_once_the_percentages_leave_room()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 1, minimum: 100, maximum: 150);
        story.Settle();
        story.Update(new() { ForceNewDeployment = true });
        story.After(TimeSpan.FromHours(3));
        story.Events.Count(message => message == Blocked).Should().Be(1);

        story.Update(new() { DeploymentConfiguration = new() { MaximumPercent = 200 } });
        story.Settle();

        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void Old_tasks_go_as_new_ones_become_healthy()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 2);
        story.Settle();
        story.Decided();

        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();

        story.Decided().Should().Equal(
            "web: d2 starts t3",
            "web: d2 starts t4",
            "web: says (service web) has started 2 tasks: (task t3) (task t4).",
            "t1: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "t2: end ServiceSchedulerInitiated: Scaling activity initiated by (deployment d1)",
            "web: says (service web) has stopped 2 running tasks: (task t1) (task t2).",
            "web: d1 wants 0",
            "web: d1 is gone",
            "web: d2 is complete",
            "web: steady");
    }

    [Test]
    public void A_deployment_that_is_superseded_is_stopped_and_its_pending_tasks_go_first()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 4);
        story.Settle();
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(seconds: 2);
        var superseded = story.Rollout;
        var fewest = story.Healthy;
        story.Rested += () => fewest = Math.Min(fewest, story.Healthy);

        story.Define("app:3");
        story.Update(new() { TaskDefinition = "demo:3" });
        story.World.ServiceDeployments[superseded.Key].Status.Should().Be("STOPPED");
        story.Running("demo:1").Should().HaveCount(4, "what works is not stopped for what has not come up yet");
        story.Tasks.Should().HaveCount(8);
        story.Settle();

        fewest.Should().Be(4);
        story.Running("demo:3").Should().HaveCount(4);
        story.Web.Deployments.Should().ContainSingle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void Scaling_in_the_middle_of_a_deployment_ends_at_the_new_count()
    {
        foreach (var (from, to) in new[] { (4, 2), (2, 5), (4, 0) })
        {
            var story = new ServiceStory();
            story.Define("app:1");
            story.Create(from, minimum: 50, maximum: 150);
            story.Settle();
            story.Define("app:2");
            story.Update(new() { TaskDefinition = "demo:2" });
            story.After(seconds: 3);
            story.Scale(to);
            story.Settle();
            story.Running("demo:2").Should().HaveCount(to);
            story.Active.Should().Be(to);
            story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be("COMPLETED");
        }
    }

    [Test]
    public void While_the_new_tasks_cannot_start_the_old_ones_are_replaced()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 2);
        story.Settle();
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(TimeSpan.FromMinutes(10));
        story.Running("demo:1").Should().BeEquivalentTo("t1", "t2");

        story.Exit(story.Task("t1"));
        story.After(seconds: 10);

        story.Running("demo:1").Should().HaveCount(2).And.Contain("t2");
        story.Web.Deployments[1].DesiredCount.Should().Be(2);
    }
}
