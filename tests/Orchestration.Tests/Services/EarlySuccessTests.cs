using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Rolling deployments that count as successful before the last task is healthy.</summary>
public class EarlySuccessTests
{
    [Test]
    public void Deferred_it_succeeds_with_enough_healthy_tasks_while_the_old_ones_still_leave()
    {
        var story = Updated(ServiceRevisionCleanup.Deferred);

        // 50 % of 5 desired → ceil(2.5) = 3
        Heal(story, 2);
        story.Rollout.Status.Should().Be(ServiceDeploymentStatus.InProgress);
        Heal(story, 1);

        story.Rollout.Status.Should().Be(ServiceDeploymentStatus.Successful);
        story.Web.Deployments.Should().HaveCount(2, "the old tasks have been told to stop and are still there");
    }

    [Test]
    public void Blocking_it_waits_until_the_old_tasks_are_gone()
    {
        var story = Updated(ServiceRevisionCleanup.Blocking);

        Heal(story, 3);
        story.Rollout.Status.Should().Be(ServiceDeploymentStatus.InProgress);
        story.After(seconds: 10);

        story.Rollout.Status.Should().Be(ServiceDeploymentStatus.Successful);
        story.Web.Deployments.Should().ContainSingle();
    }

    [Test]
    public void Afterwards_the_circuit_breaker_does_not_act_any_more()
    {
        var story = Updated(ServiceRevisionCleanup.Deferred);
        Heal(story, 3);
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError" };

        foreach (var task in story.Tasks.ToList()) story.Stop(task);
        story.After(TimeSpan.FromHours(2));

        story.Web.Primary!.FailedTasks.Should().BeGreaterThan(3);
        story.Web.Primary.RolloutState.Should().Be(DeploymentRolloutState.Completed);
    }

    /// <summary>A service of five tasks in the middle of a deployment whose tasks become healthy only when the test says so.</summary>
    private static ServiceStory Updated(string cleanup)
    {
        var story = new ServiceStory();
        story.Around["app:2"] = new() { HealthyAfter = null };
        story.Define("app:1");
        story.Create(ServiceStory.Request with
        {
            DesiredCount = 5,
            DeploymentConfiguration = new()
            {
                MinimumHealthyPercent = 50,
                MaximumPercent = 200,
                DeploymentCircuitBreaker = new() { Enable = true, Rollback = true },
                EarlySuccessCriteria = new() { Enable = true, HealthyPercent = 50, SourceServiceRevisionCleanup = cleanup },
            },
        });
        story.Settle();
        story.Define("app:2", new() { Command = ["CMD", "true"] });
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Settle();
        return story;
    }

    private static void Heal(ServiceStory story, int count)
    {
        foreach (var task in story.Tasks.Where(task => task is { HasHealthCheck: true, Health: ContainerHealth.Unknown }).Take(count).ToList()) story.Turn(task, ContainerHealth.Healthy);
    }
}
