using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tests.Stories;

namespace Workbook.Orchestration.Tests.Services;

/// <summary>Launches that fail again and again are slowed down (see "Amazon ECS service throttle logic").</summary>
public class ThrottleTests
{
    private const string Complaint = "is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

    private static readonly Behaviour Unpullable = new() { PullError = "CannotPullContainerError: no" };

    private static ServiceStory Failing(int desired = 1)
    {
        var story = new ServiceStory();
        story.Around["app:1"] = Unpullable;
        story.Define("app:1");
        story.Create(desired);
        return story;
    }

    /// <summary>The times between the starts of one task after the other, in seconds.</summary>
    private static IEnumerable<double> Waits(ServiceStory story)
    {
        var starts = story.World.Tasks.Values.Select(task => task.CreatedAt).Distinct().Order().ToList();
        return starts.Zip(starts.Skip(1), (one, next) => (next - one).TotalSeconds);
    }

    [Test]
    public void The_wait_doubles_up_to_27_minutes()
    {
        var throttle = LaunchThrottle.Open;
        var now = Story.Start;
        var waits = new List<double>();
        for (var round = 0; round < 11; round++)
        {
            throttle = throttle.Failed(now);
            waits.Add((throttle.NotBefore!.Value - now).TotalSeconds);
            now = throttle.NotBefore.Value;
            throttle = throttle.Opened(now);
        }
        waits.Should().Equal(10, 20, 40, 80, 160, 320, 640, 1280, 1620, 1620, 1620);
    }

    [Test]
    public void A_wait_ends_on_the_second_and_not_before()
    {
        var throttle = LaunchThrottle.Open.Failed(Story.Start);
        var early = Story.Start + TimeSpan.FromSeconds(9);
        throttle.Holds(early).Should().BeTrue();
        throttle.Opened(early).Should().Be(throttle);
        throttle.Holds(Story.Start + TimeSpan.FromSeconds(10)).Should().BeFalse();
        throttle.Opened(Story.Start + TimeSpan.FromSeconds(10)).NotBefore.Should().BeNull();
    }

    [Test]
    public void Tasks_that_never_run_are_started_less_and_less_often()
    {
        var story = Failing();
        story.After(TimeSpan.FromMinutes(30));
        // A network interface and a failing pull take 3 s.
        Waits(story).Should().Equal(13, 23, 43, 83, 163, 323, 643);
    }

    [Test]
    public void The_service_complains_once_in_a_row_of_failures()
    {
        var story = Failing();
        story.After(seconds: 36);
        story.Events.Should().NotContain(Complaint);
        story.After(seconds: 3);
        story.Events.Should().EndWith(Complaint);
        story.After(TimeSpan.FromMinutes(50));
        story.Events.Count(message => message == Complaint).Should().Be(1);

        story.Around["app:1"] = Behaviour.Good;
        story.Settle();
        story.Events.Should().EndWith("has reached a steady state.");
        story.Around["app:1"] = Unpullable;
        story.Exit(story.Tasks.Single());
        story.After(TimeSpan.FromMinutes(20));
        story.Events.Count(message => message == Complaint).Should().Be(2);
    }

    [Test]
    public void Tasks_that_fail_together_count_as_one_round()
    {
        var story = Failing(desired: 5);
        story.After(seconds: 3);
        story.Web.Primary!.Throttle.FailedRounds.Should().Be(1);
        story.Active.Should().Be(0);
    }

    [Test]
    public void A_task_that_runs_ends_the_wait()
    {
        var story = Failing();
        story.After(TimeSpan.FromMinutes(2));
        story.Around["app:1"] = Behaviour.Good;
        story.Settle();
        story.Web.Primary!.Throttle.Should().Be(LaunchThrottle.Open);
    }

    [Test]
    public void Tasks_that_end_in_the_moment_in_which_they_begin_do_not_follow_one_another_at_once()
    {
        var story = new ServiceStory();
        story.Around["app:1"] = new() { ExitsAfter = TimeSpan.FromMilliseconds(1) };
        story.Define("app:1");
        story.Create(1);
        story.After(TimeSpan.FromMinutes(1));

        Waits(story).Should().NotBeEmpty().And.OnlyContain(wait => wait >= 10);
    }

    [Test]
    public void So_does_a_new_deployment()
    {
        var story = Failing();
        story.After(TimeSpan.FromMinutes(12));
        story.Web.Primary!.Throttle.Holds(story.Now).Should().BeTrue();
        story.Define("app:2");
        story.Update(new() { TaskDefinition = "demo:2" });
        story.Tasks.Should().ContainSingle().Which.CreatedAt.Should().Be(story.Now);
        story.Settle();
        story.Running("demo:2").Should().HaveCount(1);
    }

    [Test]
    public void Scaling_in_while_launches_wait_leaves_nothing_that_is_due_for_ever()
    {
        var story = new ServiceStory();
        story.Define("app:1");
        story.Create(desired: 1);
        story.Settle();
        story.Around["app:1"] = Unpullable;
        story.Scale(2);
        story.After(seconds: 4);
        story.Scale(1);
        story.Web.SteadySince.Should().NotBeNull();
        story.After(TimeSpan.FromMinutes(1));
        Planner.Plan(story.World, story.Now).Considered.Should().BeEmpty();
    }
}
