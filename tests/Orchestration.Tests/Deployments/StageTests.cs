using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>The stages of a deployment that goes well, and how the traffic moves.</summary>
public class StageTests
{
    private static readonly string[] BlueGreenSteps =
    [
        "stage PRE_SCALE_UP", "stage SCALE_UP", "stage POST_SCALE_UP",
        "stage TEST_TRAFFIC_SHIFT", "traffic 0 %, test 100 %", "stage POST_TEST_TRAFFIC_SHIFT",
        "stage PRE_PRODUCTION_TRAFFIC_SHIFT", "stage PRODUCTION_TRAFFIC_SHIFT", "traffic 100 %, test 100 %", "stage POST_PRODUCTION_TRAFFIC_SHIFT",
        "stage BAKE_TIME", "stage CLEAN_UP",
    ];

    [Test]
    public void Blue_green_moves_all_traffic_at_once_and_keeps_blue_until_the_bake_time_is_over()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 5));
        var blue = story.Running("demo:1").ToList();
        story.Rested += () =>
        {
            if (story.Rollout is { HasEnded: false, Stage: not ServiceDeploymentLifecycleStage.CleanUp }) story.Running("demo:1").Should().Equal(blue);
            if (story.Rollout.ProductionPercent > 0) story.Running("demo:2").Should().HaveCount(2, "traffic goes there");
        };
        story.Deploy();
        var began = story.Now;
        story.Settle();

        story.Steps().Should().Equal(BlueGreenSteps);
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        (story.Rollout.FinishedAt - began).Should().BeGreaterThan(TimeSpan.FromMinutes(5)).And.BeLessThan(TimeSpan.FromMinutes(6));
        story.Running("demo:1").Should().BeEmpty();
        story.Running("demo:2").Should().HaveCount(2);
        story.Web.Deployments.Should().ContainSingle().Which.RolloutState.Should().Be("COMPLETED");
        story.Web.StableRevisionId.Should().Be(story.Web.RevisionId).And.Be(story.Rollout.TargetRevisionId);
        story.Events.Should().ContainInOrder("(deployment d2) deployment completed.", "has reached a steady state.");
    }

    [Test]
    public void On_the_way_back_test_traffic_moves_only_where_it_had_moved()
    {
        Stages.AfterRollback(ServiceDeploymentLifecycleStage.ProductionTrafficShift, testPercent: 100).Should().Be("TEST_TRAFFIC_SHIFT");
        Stages.AfterRollback(ServiceDeploymentLifecycleStage.ProductionTrafficShift, testPercent: 0).Should().Be("CLEAN_UP");
        Stages.AfterRollback(ServiceDeploymentLifecycleStage.TestTrafficShift, testPercent: 0).Should().Be("CLEAN_UP");
    }

    [Test]
    public void Green_has_its_tasks_from_SCALE_UP_on()
    {
        Stages.IsScaledUp(null).Should().BeFalse();
        Stages.IsScaledUp(ServiceDeploymentLifecycleStage.ReconcileService).Should().BeFalse();
        Stages.IsScaledUp(ServiceDeploymentLifecycleStage.PreScaleUp).Should().BeFalse();
        Stages.IsScaledUp(ServiceDeploymentLifecycleStage.ScaleUp).Should().BeTrue();
        Stages.IsScaledUp(ServiceDeploymentLifecycleStage.BakeTime).Should().BeTrue();
    }

    [Test]
    public void A_service_may_begin_with_a_strategy()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with { DesiredCount = 2, DeploymentConfiguration = new() { Strategy = DeploymentStrategy.Linear, BakeTimeInMinutes = 1 } });
        story.Settle();
        story.Steps().Should().Equal(BlueGreenSteps, "nothing else could take the rest of the traffic");
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        story.Rollout.Sources.Should().BeEmpty();
        story.Running("demo:1").Should().HaveCount(2);
    }

    [Test]
    public void Linear_moves_ten_percent_every_six_minutes()
    {
        var story = Staged.Serving(new() { Strategy = DeploymentStrategy.Linear });
        var shares = Shares(story);
        shares.Select(share => share.Percent).Should().Equal(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
        shares.Zip(shares.Skip(1), (one, next) => next.At - one.At).Should().AllBeEquivalentTo(TimeSpan.FromMinutes(6));
        (story.Rollout.FinishedAt - shares[^1].At).Should().BeLessThan(TimeSpan.FromMinutes(1), "nothing is waited for after the last step");
    }

    [Test]
    public void Linear_in_steps_that_do_not_add_up_ends_with_what_is_left()
    {
        var story = Staged.Serving(new() { Strategy = DeploymentStrategy.Linear, LinearConfiguration = new() { StepPercent = 33.3, StepBakeTimeInMinutes = 2 } });
        var shares = Shares(story);
        shares.Select(share => share.Percent).Should().Equal(33.3, 66.6, 99.9, 100);
        shares.Zip(shares.Skip(1), (one, next) => next.At - one.At).Should().AllBeEquivalentTo(TimeSpan.FromMinutes(2));
    }

    [Test]
    public void Canary_watches_five_percent_for_ten_minutes()
    {
        var story = Staged.Serving(new() { Strategy = DeploymentStrategy.Canary });
        var shares = Shares(story);
        shares.Select(share => share.Percent).Should().Equal(5, 100);
        (shares[1].At - shares[0].At).Should().Be(TimeSpan.FromMinutes(10));
    }

    private static List<(DateTimeOffset At, double Percent)> Shares(ServiceStory story)
    {
        var shares = new List<(DateTimeOffset At, double Percent)>();
        story.Rested += () =>
        {
            if (story.Rollout is { HasEnded: false, ProductionPercent: > 0 and var percent } && shares.LastOrDefault().Percent != percent) shares.Add((story.Now, percent));
        };
        story.Deploy();
        story.Settle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
        return shares;
    }

    [Test]
    public void A_deployment_keeps_the_strategy_it_began_with()
    {
        var story = Staged.Serving(new() { Strategy = DeploymentStrategy.Linear });
        story.Deploy();
        story.After(60);
        story.Rollout.ProductionPercent.Should().Be(10);
        story.Update(new() { DeploymentConfiguration = new() { Strategy = DeploymentStrategy.Rolling } });
        story.After(60);
        story.Running("demo:1").Should().HaveCount(2);
        story.After(TimeSpan.FromMinutes(6));
        story.Rollout.ProductionPercent.Should().Be(20);
    }

    [Test]
    public void Green_that_dies_in_the_bake_time_is_replaced_and_so_is_blue()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60));
        story.Deploy();
        story.After(60);
        story.Exit(story.Task(story.Running("demo:1").First()));
        story.Exit(story.Task(story.Running("demo:2").First()));
        story.After(60);
        story.Rollout.Stage.Should().Be("BAKE_TIME");
        story.Running("demo:1").Should().HaveCount(2);
        story.Running("demo:2").Should().HaveCount(2);
    }

    [Test]
    public void Scaling_in_the_bake_time_scales_both()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60));
        story.Deploy();
        story.After(60);
        story.Scale(3);
        story.After(60);
        story.Running("demo:1").Should().HaveCount(3);
        story.Running("demo:2").Should().HaveCount(3);
        story.Scale(1);
        story.After(60);
        story.Running("demo:1").Should().ContainSingle();
        story.Running("demo:2").Should().ContainSingle();
        story.Settle();
        story.Rollout.Status.Should().Be("SUCCESSFUL");
    }

    [Test]
    public void An_update_in_the_middle_tidies_up_first()
    {
        var story = Staged.Serving(Staged.BlueGreen(bakeMinutes: 60));
        story.BlueNeverChanges();
        story.Deploy();
        story.After(60);
        var first = story.Rollout;
        story.Steps();

        story.Deploy("app:3");
        story.World.ServiceDeployments[first.Key].Status.Should().Be("STOPPED");
        story.World.ServiceDeployments[first.Key].StatusReason.Should().Be("Service deployment was superseded by a new service deployment.");
        story.Rollout.Stage.Should().Be("RECONCILE_SERVICE");
        story.After(60);
        story.Steps().Should().Equal(["stage RECONCILE_SERVICE", .. BlueGreenSteps[..^1]]);
        story.Running("demo:2").Should().BeEmpty("it never served alone");
        story.Running("demo:3").Should().HaveCount(2);
        story.Rollout.Sources.Select(source => source.DeploymentId).Should().HaveCount(2);
    }
}
