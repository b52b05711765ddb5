using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>Lifecycle hooks: Lambda functions that are called and called again, and pauses that somebody has to end.</summary>
public class HookTests
{
    private static readonly string[] LambdaStages =
    [
        "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT",
    ];

    [TestCaseSource(nameof(LambdaStages))]
    public void The_deployment_goes_on_when_the_function_succeeds(string stage)
    {
        var story = Staged.At(stage, new() { BakeTimeInMinutes = 60 });
        story.Hook().Status.Should().Be("IN_PROGRESS");
        story.Answer("SUCCEEDED");
        story.After(60);
        story.Rollout.Stage.Should().Be("BAKE_TIME");
    }

    [TestCaseSource(nameof(LambdaStages))]
    public void The_deployment_goes_back_when_the_function_fails(string stage)
    {
        var story = Staged.At(stage);
        story.Answer("FAILED");
        story.GoesBack();
        story.Rollout.StatusReason.Should().Be($"Service deployment rolled back because {stage} lifecycle hook(s) failed. Lifecycle hook target {Staged.Function} returned FAILED status.");
        story.Events.Should().Contain($"(deployment d2) deployment failed: {story.Rollout.StatusReason}");
    }

    [Test]
    public void A_function_that_is_not_done_is_called_again()
    {
        var story = Staged.At("POST_SCALE_UP");
        story.Answer("IN_PROGRESS", callBackSeconds: 45);
        story.After(44);
        story.Decided().Should().NotContain(word => word.Contains("calls", StringComparison.Ordinal));
        story.After(1);
        story.Decided().Should().Contain($"web: calls {story.Hook().Id}");
        story.Answer("SUCCEEDED");
        story.Rollout.Stage.Should().Be("BAKE_TIME");
    }

    [Test]
    public void A_restarted_engine_calls_what_nobody_will_answer()
    {
        var story = Staged.At("POST_SCALE_UP");
        story.See(new HooksUnanswered("default/web"));
        story.Decided().Should().Contain($"web: calls {story.Hook().Id}");
        story.See(new HooksUnanswered("default/nobody"));
        story.Decided().Should().BeEmpty();
    }

    [Test]
    public void A_restarted_engine_keeps_to_the_time_of_a_function_that_is_not_done()
    {
        var story = Staged.At("POST_SCALE_UP");
        story.Answer("IN_PROGRESS", callBackSeconds: 45);
        story.Decided();
        story.See(new HooksUnanswered("default/web"));
        story.Decided().Should().BeEmpty();
    }

    [Test]
    public void A_late_answer_changes_nothing()
    {
        var story = Staged.At("POST_SCALE_UP");
        var hook = story.Hook();
        story.Answer("SUCCEEDED");
        var before = story.Rollout;
        story.See(new HookAnswered("default/web", hook.Id, "FAILED", TimeSpan.Zero));
        story.Rollout.Should().Be(before);
    }

    [Test]
    public void A_function_has_a_day_and_then_the_deployment_goes_back()
    {
        var story = Staged.At("POST_SCALE_UP");
        story.After(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(61));
        story.Rollout.Status.Should().Be("IN_PROGRESS");
        story.After(61);
        story.Rollout.StatusReason.Should().EndWith("timed out.");
        story.GoesBack();
    }

    [Test]
    public void A_function_that_is_called_again_late_times_out_in_time()
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Lambda("PRE_SCALE_UP") with { TimeoutConfiguration = new() { TimeoutInMinutes = 10, Action = "CONTINUE" } }));
        story.Deploy();
        story.Answer("IN_PROGRESS", callBackSeconds: 3600);
        story.After(TimeSpan.FromMinutes(10));
        story.Rollout.Stage.Should().Be("SCALE_UP", "the action at the timeout is to continue");
    }

    [Test]
    public void Hooks_of_steps_run_at_every_step_and_the_others_once()
    {
        var story = Staged.Serving(new()
        {
            Strategy = DeploymentStrategy.Linear,
            LinearConfiguration = new() { StepPercent = 50, StepBakeTimeInMinutes = 1 },
            LifecycleHooks = [Staged.Lambda([.. LambdaStages])],
        });
        story.Deploy();
        var calls = new List<string>();
        while (!story.Rollout.HasEnded)
        {
            if (story.Rollout.Hooks.Any(hook => hook.IsOpen))
            {
                calls.Add(story.Rollout.Stage!);
                story.Answer("SUCCEEDED");
            }
            story.After(10);
        }
        calls.Should().Equal(
            "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT",
            "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT");
    }

    [Test]
    public void All_hooks_of_a_stage_have_to_be_done()
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Lambda("PRE_SCALE_UP"), Staged.Pause("PRE_SCALE_UP")));
        story.Deploy();
        story.Rollout.Hooks.Select(hook => hook.Status).Should().Equal("IN_PROGRESS", "AWAITING_ACTION");
        story.See(new HookAnswered("default/web", story.Rollout.Hooks[0].Id, "SUCCEEDED", TimeSpan.Zero));
        story.Rollout.Stage.Should().Be("PRE_SCALE_UP");
        story.Continue();
        story.Rollout.Stage.Should().Be("SCALE_UP");
    }

    private static ServiceStory Paused(DeploymentLifecycleHookTimeoutConfiguration? timeout = null)
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Pause("POST_TEST_TRAFFIC_SHIFT") with { TimeoutConfiguration = timeout }));
        story.BlueNeverChanges();
        story.Deploy();
        story.Settle();
        story.Rollout.Stage.Should().Be("POST_TEST_TRAFFIC_SHIFT");
        return story;
    }

    [Test]
    public void A_pause_waits_for_somebody()
    {
        var story = Paused();
        story.Hook().Status.Should().Be("AWAITING_ACTION");
        story.Hook().Id.Should().MatchRegex("^ecs-pause-[A-Za-z0-9_-]{43}$");
        story.Continue();
        story.Rollout.Stage.Should().Be("BAKE_TIME");
    }

    [Test]
    public void A_pause_that_follows_a_function_waits_too()
    {
        var story = Staged.Serving(Staged.BlueGreen(60, Staged.Lambda("POST_SCALE_UP"), Staged.Pause("POST_TEST_TRAFFIC_SHIFT")));
        story.Deploy();
        story.After(60);
        story.Answer("SUCCEEDED");
        story.World.Agenda.NextProgressAt.Should().BeNull("nobody waits for the function any more");
        story.Settle();
        story.Hook().Status.Should().Be("AWAITING_ACTION");
    }

    [Test]
    public void A_pause_may_be_answered_with_a_rollback()
    {
        var story = Paused();
        story.Continue("ROLLBACK");
        story.Rollout.StatusReason.Should().StartWith("Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.");
        story.GoesBack();
    }

    [Test]
    public void A_pause_that_nobody_ends_goes_back_after_a_day()
    {
        var story = Paused();
        story.After(TimeSpan.FromHours(24));
        story.GoesBack();
    }

    [Test]
    public void A_pause_that_nobody_ends_may_go_on()
    {
        var story = Paused(new() { TimeoutInMinutes = 5, Action = "CONTINUE" });
        story.After(TimeSpan.FromMinutes(5));
        story.Rollout.Stage.Should().Be("BAKE_TIME");
    }

    [Test]
    public void Every_pause_has_an_id_of_its_own_and_is_answered_once()
    {
        var story = Staged.Serving(new()
        {
            Strategy = DeploymentStrategy.Linear,
            LinearConfiguration = new() { StepPercent = 50, StepBakeTimeInMinutes = 0 },
            LifecycleHooks = [Staged.Pause("PRE_PRODUCTION_TRAFFIC_SHIFT")],
        });
        story.Deploy();
        story.Settle();
        var first = story.Hook().Id;
        story.Continue();
        story.Hook().Id.Should().NotBe(first);
        story.Rollout.ProductionPercent.Should().Be(50);
        story.Invoking(each => StopServiceDeployment.Continue(each.World, new() { ServiceDeploymentArn = each.RolloutArn(), HookId = first }, each.Now))
            .Should().Throw<ApiException>().WithMessage($"The hook '{first}' of the service deployment is not awaiting an action.").Which.Code.Should().Be("InvalidParameterException");
    }

    [Test]
    public void A_first_deployment_whose_hook_fails_has_nothing_to_go_back_to()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(ServiceStory.Request with { DesiredCount = 2, DeploymentConfiguration = Staged.BlueGreen(0, Staged.Lambda("PRE_SCALE_UP")) });
        story.Answer("FAILED");
        story.Settle();
        story.Rollout.Status.Should().Be("ROLLBACK_FAILED");
        story.Web.Primary!.RolloutState.Should().Be("FAILED");
        story.Active.Should().Be(0);
    }
}
