using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Deployments;

/// <summary>Several lifecycle hooks in one stage: each is called, answered and timed out for itself.</summary>
public class ManyHooksTests
{
    private static ServiceStory Deploying(params DeploymentLifecycleHook[] hooks)
    {
        var story = Staged.Serving(Staged.BlueGreen(60, [.. hooks]));
        story.Deploy();
        story.Rollout.Stage.Should().Be("PRE_SCALE_UP");
        return story;
    }

    private static void Answer(ServiceStory story, int hook, string status, int callBackSeconds = 30) =>
        story.See(new HookAnswered("default/web", story.Rollout.Hooks[hook].Id, status, TimeSpan.FromSeconds(callBackSeconds)));

    private static IEnumerable<string> Called(ServiceStory story) =>
        [.. story.Decided().Where(word => word.StartsWith("web: calls ", StringComparison.Ordinal)).Select(word => word["web: calls ".Length..])];

    private static IEnumerable<string> Ids(ServiceStory story) => story.Rollout.Hooks.Select(hook => hook.Id);

    [Test]
    public void Functions_are_called_and_pauses_are_not()
    {
        var story = Deploying(Staged.Lambda("PRE_SCALE_UP"), Staged.Pause("PRE_SCALE_UP"));
        Ids(story).Should().SatisfyRespectively(
            function => function.Should().MatchRegex("^ecs-lambda-[A-Za-z0-9_-]{43}$"),
            pause => pause.Should().MatchRegex("^ecs-pause-[A-Za-z0-9_-]{43}$"));
        Called(story).Should().Equal(Ids(story).First());

        story.See(new HooksUnanswered("default/web"));
        Called(story).Should().Equal([Ids(story).First()], "after a restart only the function is called again");
    }

    [Test]
    public void The_first_answer_of_a_function_counts()
    {
        var story = Deploying(Staged.Lambda("PRE_SCALE_UP"), Staged.Lambda("PRE_SCALE_UP"));
        Answer(story, 0, "SUCCEEDED");
        story.Rollout.Hooks[0].InvokeAt.Should().BeNull("it is not called again");
        Answer(story, 0, "FAILED");
        story.Rollout.Hooks.Select(hook => hook.Status).Should().Equal("SUCCEEDED", "IN_PROGRESS");
        Answer(story, 1, "SUCCEEDED");
        story.Rollout.Stage.Should().Be("SCALE_UP");
    }

    [Test]
    public void Each_is_called_again_when_it_asked_for_it()
    {
        var story = Deploying(Staged.Lambda("PRE_SCALE_UP"), Staged.Lambda("PRE_SCALE_UP"));
        Called(story).Should().Equal(Ids(story));
        Answer(story, 0, "IN_PROGRESS", callBackSeconds: 90);
        Answer(story, 1, "IN_PROGRESS", callBackSeconds: 30);
        story.After(30);
        Called(story).Should().Equal(Ids(story).Last());
        story.After(60);
        Called(story).Should().Equal(Ids(story).First());
    }

    [Test]
    public void Each_pause_times_out_at_its_own_time()
    {
        static DeploymentLifecycleHook Minutes(int minutes) => Staged.Pause("PRE_SCALE_UP") with { TimeoutConfiguration = new() { TimeoutInMinutes = minutes, Action = "CONTINUE" } };
        var story = Deploying(Minutes(10), Minutes(5));
        story.After(TimeSpan.FromMinutes(5));
        story.Rollout.Hooks.Select(hook => hook.Status).Should().Equal("AWAITING_ACTION", "TIMED_OUT");
        story.After(TimeSpan.FromMinutes(5));
        story.Rollout.Stage.Should().Be("SCALE_UP");
    }

    [TestCase("ROLLBACK", "was answered with ROLLBACK")]
    [TestCase(null, "timed out")]
    public void A_pause_that_sends_the_deployment_back_is_named_with_how_it_ended(string? answer, string how)
    {
        var story = Deploying(Staged.Pause("PRE_SCALE_UP"));
        var id = story.Hook().Id;
        if (answer is null) story.After(TimeSpan.FromDays(1));
        else story.Continue(answer);
        story.Rollout.StatusReason.Should().Be($"Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Pause hook {id} {how}.");
    }
}
