using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>The deployment circuit breaker and CloudWatch alarms.</summary>
public class CircuitBreakerTests
{
    private static readonly Behaviour Unpullable = new() { PullError = "CannotPullContainerError: no" };
    private static readonly HealthCheck Check = new() { Command = ["CMD-SHELL", "true"] };

    private static readonly object?[] Thresholds =
    [
        new object?[] { null, null, 1, 3 },
        new object?[] { null, null, 25, 13 },
        new object?[] { null, null, 400, 200 },
        new object?[] { null, null, 800, 200 },
        new object?[] { null, null, int.MaxValue, 200 },
        new object?[] { "BOUNDED_PERCENT", 10, 20, 3 },
        new object?[] { "BOUNDED_PERCENT", 25, 50, 13 },
        new object?[] { "UNBOUNDED_PERCENT", 50, 800, 400 },
        new object?[] { "UNBOUNDED_PERCENT", 25, 10, 3 },
        new object?[] { "UNBOUNDED_PERCENT", 1, 1, 1 },
        new object?[] { "COUNT", 7, 1, 7 },
        new object?[] { "COUNT", 500, 1, 500 },
    ];

    [TestCaseSource(nameof(Thresholds))]
    public void It_opens_after_so_many_failures(string? type, int? value, int desired, int failures) =>
        DeploymentMonitors.Threshold(type is null ? null : new() { ThresholdConfiguration = new() { Type = type, Value = value } }, desired).Should().Be(failures);

    private static ServiceStory Stable(int desired, bool rollback, ThresholdConfiguration? threshold = null)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired, breaker: new() { Enable = true, Rollback = rollback, ThresholdConfiguration = threshold });
        story.Settle();
        story.Decided();
        return story;
    }

    private static void Deploy(ServiceStory story, Behaviour behaviour, HealthCheck? check = null)
    {
        story.Around["app:2"] = behaviour;
        story.Define("app:2", check);
        story.Update(new() { TaskDefinition = "demo:2" });
    }

    [Test]
    public void Without_rollback_the_deployment_fails_and_the_old_tasks_stay()
    {
        var story = Stable(desired: 2, rollback: false);
        Deploy(story, Unpullable);
        story.Settle();

        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Web.Primary.RolloutStateReason.Should().Be("ECS deployment circuit breaker: tasks failed to start.");
        story.Web.Primary.FailedTasks.Should().Be(4, "two at a time, and three open it");
        story.Events.Should().Contain("(deployment d2) deployment failed: tasks failed to start.");
        story.Running("demo:1").Should().Equal("t1", "t2");
        story.Rollout.Status.Should().Be("STOPPED");

        story.Decided();
        story.After(TimeSpan.FromHours(5));
        story.Decided().Should().NotContain(word => word.Contains("starts", StringComparison.Ordinal), "a failed deployment starts nothing");
    }

    [Test]
    public void With_rollback_the_last_revision_that_was_complete_comes_back_as_a_new_deployment()
    {
        var story = Stable(desired: 2, rollback: true);
        var stable = story.Web.RevisionId;
        Deploy(story, Unpullable);
        story.Settle();

        story.Web.Deployments.Should().ContainSingle().Which.RevisionId.Should().Be(stable);
        story.Web.RevisionId.Should().Be(stable);
        story.Events.Should().ContainInOrder(
            "(deployment d2) deployment failed: tasks failed to start.",
            "rolling back to deployment d3.",
            "(deployment d3) deployment completed.",
            "has reached a steady state.");
        story.Running("demo:1").Should().HaveCount(2);
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.Rollout.StatusReason.Should().Be("Service deployment rolled back because the circuit breaker threshold was exceeded.");
        story.Rollout.Rollback!.RevisionId.Should().Be(stable);
    }

    [Test]
    public void While_it_goes_back_the_new_deployment_says_so()
    {
        var story = Stable(desired: 1, rollback: true, new() { Type = "COUNT", Value = 1 });
        Deploy(story, Unpullable);
        story.After(seconds: 3);
        story.Web.Deployments.Select(each => (each.Status, each.RolloutState)).Should().Equal(("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "FAILED"), ("ACTIVE", "COMPLETED"));
        story.Web.Primary!.RolloutStateReason.Should().Be($"ECS deployment circuit breaker: rolling back to deploymentId {story.Web.Primary.Id}.");
        story.Healthy.Should().Be(1, "what still runs is not stopped for the way back");
    }

    [Test]
    public void The_first_deployment_of_a_service_has_nothing_to_go_back_to()
    {
        var story = new ServiceStory();
        story.Around["app:1"] = Unpullable;
        story.Define("app:1");
        story.Create(desired: 1, breaker: new() { Enable = true, Rollback = true });
        story.Settle();
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Active.Should().Be(0);
        story.Tasks.Should().BeEmpty();
    }

    [Test]
    public void A_rollback_can_fail_too_and_is_not_rolled_back_again()
    {
        var story = Stable(desired: 2, rollback: true);
        Deploy(story, Unpullable);
        story.Around["app:1"] = Unpullable;
        story.Settle();

        story.Rollout.Status.Should().Be("ROLLBACK_FAILED");
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Running("demo:1").Should().Equal("t1", "t2");
        story.Events.Count(message => message.StartsWith("rolling back", StringComparison.Ordinal)).Should().Be(1);
    }

    [Test]
    public void Failing_health_checks_count_too()
    {
        var story = Stable(desired: 1, rollback: true);
        Deploy(story, new() { HealthyAfter = null, UnhealthyAfter = TimeSpan.FromSeconds(30) }, Check);
        story.Settle();
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.World.Tasks.Values.Count(task => task.StoppedReason == "Task failed container health checks").Should().Be(3);
    }

    [Test]
    public void A_healthy_task_ends_the_row_of_failures_unless_it_is_told_not_to()
    {
        foreach (var reset in new[] { true, false })
        {
            var story = new ServiceStory();
            story.Around["app:1"] = Unpullable;
            story.Define("app:1");
            story.Create(desired: 1, breaker: new() { Enable = true, ResetOnHealthyTask = reset });
            story.After(seconds: 20);
            story.Web.Primary!.FailedTasks.Should().Be(2);
            story.Around["app:1"] = Behaviour.Good;
            story.Settle();
            story.Web.Primary!.FailedTasks.Should().Be(reset ? 0 : 2);
            story.Web.Primary.RolloutState.Should().Be("COMPLETED");
        }
    }

    [Test]
    public void Launches_that_fail_while_others_run_do_not_count()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 1, breaker: new() { Enable = true });
        story.Update(new() { DesiredCount = 2 });
        story.After(seconds: 2);
        story.Around["app:1"] = Unpullable;
        story.After(seconds: 1);
        story.Stop(story.Task("t2"));
        story.After(TimeSpan.FromMinutes(20));

        story.Web.Primary!.FailedTasks.Should().Be(0);
        story.Web.Primary.RolloutState.Should().Be("IN_PROGRESS");
    }

    [Test]
    public void Failures_after_the_deployment_is_complete_end_nothing()
    {
        var story = Stable(desired: 1, rollback: true);
        story.Around["app:1"] = Unpullable;
        story.Exit(story.Tasks.Single());
        story.After(TimeSpan.FromHours(1));
        story.Web.Primary!.RolloutState.Should().Be("COMPLETED");
        story.Web.Deployments.Should().ContainSingle();
    }

    private static ServiceStory Watched(bool rollback)
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with { DeploymentConfiguration = new() { Alarms = new() { AlarmNames = ["cpu", "errors"], Enable = true, Rollback = rollback } } });
        story.Settle();
        return story;
    }

    [Test]
    public void An_alarm_ends_a_deployment()
    {
        var story = Watched(rollback: true);
        Deploy(story, new());
        story.After(seconds: 2);
        story.Alarm("errors", isInAlarm: true);
        story.Alarm("errors", isInAlarm: false);
        story.Settle();

        story.Events.Should().ContainInOrder("(deployment d2) deployment failed: alarm detected.", "rolling back to deployment d3.", "(deployment d3) deployment completed.");
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.Rollout.TriggeredAlarms.Should().Equal("errors");
        story.Running("demo:1").Should().HaveCount(1);
    }

    [Test]
    public void Without_rollback_it_fails()
    {
        var story = Watched(rollback: false);
        Deploy(story, new());
        story.Alarm("cpu", isInAlarm: true);
        story.Settle();
        story.Web.Primary!.RolloutStateReason.Should().Be("ECS deployment failed: alarm detected.");
        story.Rollout.Status.Should().Be("STOPPED");
        story.Rollout.TriggeredAlarms.Should().Equal("cpu");
    }

    [Test]
    public void Alarms_of_others_and_of_other_times_do_nothing()
    {
        var story = Watched(rollback: true);
        story.Alarm("cpu", isInAlarm: true);
        story.Web.Primary!.RolloutState.Should().Be("COMPLETED");
        story.Alarm("cpu", isInAlarm: false);
        Deploy(story, new());
        story.Alarm("somebody's", isInAlarm: true);
        story.Settle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }
}
