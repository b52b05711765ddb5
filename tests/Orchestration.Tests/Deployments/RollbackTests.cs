using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>A staged deployment that goes back: from wherever it is, without any task of blue stopping.</summary>
public class RollbackTests
{
    private static readonly string[] Stages =
    [
        "PRE_SCALE_UP", "SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME",
    ];

    [TestCaseSource(nameof(Stages))]
    public void Whoever_asks_gets_blue_back(string stage)
    {
        var story = Staged.At(stage);
        story.StopDeployment();
        story.GoesBack();
        story.Rollout.Rollback!.RevisionId.Should().Be(story.Web.RevisionId);
        story.Events.Should().ContainInOrder("(deployment d2) deployment failed: Service deployment rolled back because a rollback was requested.", "rolling back to deployment d1.", "(deployment d1) deployment completed.");
    }

    [TestCaseSource(nameof(Stages))]
    public void An_alarm_brings_blue_back(string stage)
    {
        var story = Staged.At(stage, new() { Alarms = new() { AlarmNames = ["cpu", "errors"], Enable = true, Rollback = true } });
        story.Alarm("errors", true);
        story.GoesBack();
        story.Rollout.StatusReason.Should().Be("Service deployment rolled back because an alarm was detected.");
        story.Rollout.TriggeredAlarms.Should().Equal("errors");
        story.Events.Should().Contain("(deployment d2) deployment failed: alarm detected.");
    }

    [Test]
    public void The_circuit_breaker_brings_blue_back_when_green_cannot_start()
    {
        var story = Staged.Serving(Staged.BlueGreen() with { DeploymentCircuitBreaker = new() { Enable = true, Rollback = true } });
        story.BlueNeverChanges();
        story.Around["app:2"] = new() { PullError = "CannotPullContainerError: no" };
        story.Deploy();
        story.Settle();
        story.Rollout.Status.Should().Be("ROLLBACK_SUCCESSFUL");
        story.Rollout.StatusReason.Should().Be("Service deployment rolled back because the circuit breaker threshold was exceeded.");
        story.Rollout.FailureCount.Should().BeGreaterThanOrEqualTo(3);
        story.Events.Should().Contain("(deployment d2) deployment failed: tasks failed to start.");
        story.Web.Deployments.Should().ContainSingle().Which.IsPrimary.Should().BeTrue();
    }

    [Test]
    public void The_circuit_breaker_brings_blue_back_in_the_bake_time_too()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60) with
        {
            DeploymentCircuitBreaker = new() { Enable = true, Rollback = true, ThresholdConfiguration = new() { Type = ThresholdType.Count, Value = 2 }, ResetOnHealthyTask = false },
        });
        story.BlueNeverChanges();
        story.Deploy(check: new() { Command = ["CMD-SHELL", "true"] });
        story.After(60);
        foreach (var name in story.Running("demo:2").ToList()) story.Turn(story.Task(name), Orchestration.Tasks.ContainerHealth.Unhealthy);
        story.GoesBack();
    }

    [Test]
    public void Without_rollback_everything_stays_where_it_is()
    {
        var story = Staged.At("BAKE_TIME", new() { Alarms = new() { AlarmNames = ["cpu"], Enable = true, Rollback = false } });
        story.Alarm("cpu", true);
        story.Settle();
        story.Rollout.Status.Should().Be("STOPPED");
        story.Rollout.ProductionPercent.Should().Be(100);
        story.Running("demo:2").Should().HaveCount(2);
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
    }

    [Test]
    public void The_way_back_moves_production_traffic_first_and_runs_only_the_hooks_of_the_shifts()
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Lambda("PRE_SCALE_UP", "TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT")));
        story.BlueNeverChanges();
        story.Deploy();
        for (var hook = 0; hook < 4; hook++)
        {
            story.After(60);
            story.Answer(DeploymentLifecycleHookStatus.Succeeded);
        }
        story.Rollout.Stage.Should().Be("BAKE_TIME");
        story.Steps();

        story.StopDeployment();
        story.Rollout.Stage.Should().Be("PRODUCTION_TRAFFIC_SHIFT");
        (story.Rollout.ProductionPercent, story.Rollout.TestPercent).Should().Be((0, 100));
        story.Answer(DeploymentLifecycleHookStatus.Succeeded);
        story.Rollout.Stage.Should().Be("TEST_TRAFFIC_SHIFT");
        (story.Rollout.ProductionPercent, story.Rollout.TestPercent).Should().Be((0, 0));
        story.Running("demo:2").Should().HaveCount(2, "green stays until the clean-up");
        story.GoesBack();
        story.Steps().Should().Equal("stage TEST_TRAFFIC_SHIFT", "traffic 0 %, test 0 %", "stage CLEAN_UP");
    }

    [Test]
    public void A_hook_that_fails_on_the_way_back_ends_it_there()
    {
        var story = Staged.At("PRODUCTION_TRAFFIC_SHIFT");
        story.StopDeployment();
        story.Rollout.Status.Should().Be("ROLLBACK_IN_PROGRESS");
        story.Answer(DeploymentLifecycleHookStatus.Failed);
        story.Settle();

        story.Rollout.Status.Should().Be("ROLLBACK_FAILED");
        story.Rollout.ProductionPercent.Should().Be(0);
        story.Web.Primary!.RolloutState.Should().Be("COMPLETED", "blue serves");
        story.Web.Primary.RolloutStateReason.Should().Be($"ECS deployment {story.Web.Primary.Id} completed.");
        story.Events[^1].Should().Be($"(deployment d2) deployment failed: Service deployment rolled back because PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target {Staged.Function} returned FAILED status.");
        story.Web.Primary.RevisionId.Should().Be(story.Web.StableRevisionId);
        story.Running("demo:2").Should().HaveCount(2, "nobody has tidied up");

        // The next deployment begins with that.
        story.Steps();
        story.Update(new() { DeploymentConfiguration = new() { LifecycleHooks = [] } });
        story.Deploy("app:3");
        story.After(60);
        story.Steps().Should().StartWith(["stage RECONCILE_SERVICE", "stage PRE_SCALE_UP"]);
        story.Running("demo:2").Should().BeEmpty();
    }

    [Test]
    public void What_failed_can_be_deployed_again()
    {
        var story = Staged.At("BAKE_TIME");
        story.StopDeployment();
        story.GoesBack();
        story.Steps();
        story.Update(new() { TaskDefinition = "demo:2" });
        story.After(60);
        story.Rollout.Stage.Should().Be("BAKE_TIME");
        story.Running("demo:2").Should().HaveCount(2);
    }
}
