using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary>What no longer fits, comes twice or is about something unknown changes nothing; a restart asks again.</summary>
public class ObservationTests
{
    private static Story Stopped()
    {
        var story = new Story();
        story.RunToRunning(Requests.Fargate());
        story.Stop();
        story.Settle();
        return story;
    }

    private static Observation[] AllAbout(string taskId) =>
    [
        new TaskProvisioned(taskId, "eni-2", "02:00:00:00:00:02", "172.31.0.5"),
        new TaskNotProvisioned(taskId, "ResourceInitializationError: no"),
        new TaskReleased(taskId),
        new ImagePulled(taskId, "app", "sha256:2"),
        new ContainerStarted(taskId, "app", "other", []),
        new ContainerNotStarted(taskId, "app", "CannotStartContainerError: no"),
        new ContainerExited(taskId, "app", 9, null),
        new ContainerHealthChanged(taskId, "app", ContainerHealth.Unhealthy),
        new EngineRestarted(taskId),
    ];

    [Test]
    public void A_stopped_task_cannot_be_changed_by_anything_that_arrives_late()
    {
        var story = Stopped();
        foreach (var observation in AllAbout(story.TaskId))
            Reducer.Apply(story.World, observation, story.Now).Should().BeSameAs(story.World, "{0} is late", observation);
    }

    [Test]
    public void What_is_about_an_unknown_task_changes_nothing()
    {
        var story = Stopped();
        foreach (var observation in AllAbout(new string('f', 32)))
            Reducer.Apply(story.World, observation, story.Now).Should().BeSameAs(story.World);
    }

    [Test]
    public void What_is_about_an_unknown_container_changes_nothing()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        var before = story.World;
        story.Exited("ghost").Should().BeEmpty();
        story.See(new ContainerStarted(story.TaskId, "ghost", "r", [])).Should().BeEmpty();
        story.World.Should().BeSameAs(before);
    }

    [Test]
    public void Whatever_comes_twice_counts_once()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        foreach (var step in new Func<IReadOnlyList<string>>[]
        {
            story.Provisioned, () => story.Pulled("app"), () => story.Started("app"), () => story.Turned("app", ContainerHealth.Healthy),
            () => story.Exited("app", 3), story.Released,
        })
        {
            step();
            var once = story.World;
            step().Should().BeEmpty();
            story.World.Should().BeSameAs(once);
        }
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
    }

    [Test]
    public void An_exit_before_the_start_was_seen_is_dropped()
    {
        var story = new Story();
        story.Run(Requests.Ec2());
        story.Exited("app").Should().BeEmpty();
        story.Task.Container("app").Status.Should().Be(ContainerStatus.Pulling);
    }

    [Test]
    public void A_pull_that_ends_after_the_container_was_given_up_starts_nothing()
    {
        var story = new Story();
        story.Run(Requests.Ec2());
        story.Stop().Should().Equal("now STOPPING", "abandon app", "now STOPPED");
        story.Pulled("app").Should().BeEmpty();
        story.NotStarted("app", "CannotPullContainerError: no").Should().BeEmpty();
        story.Task.Container("app").Reason.Should().BeNull();
    }

    [Test]
    public void An_interface_that_comes_after_the_stop_does_not_bring_the_task_back()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        story.Change(world => StopTask.Apply(world, new() { Task = story.TaskId }, story.Now));
        story.Provisioned().Should().Equal("now STOPPING", "abandon app", "now DEPROVISIONING", "release");
        story.Statuses.Should().Equal("PROVISIONING", "STOPPING", "DEPROVISIONING");
    }

    [Test]
    public void A_decision_about_something_that_is_gone_changes_nothing()
    {
        var story = new Story();
        foreach (var decision in new Decision[]
        {
            new ForgetTask("gone", "…"), new PullImage("gone", "app", "…"), new ForgetTaskDefinition("gone", false, "…"), new ForgetClientToken("gone", "…"),
        })
            Reducer.Apply(story.World, decision, story.Now).Should().BeSameAs(story.World);
    }

    [Test]
    public void A_start_and_an_exit_that_arrive_together_end_the_task_at_once()
    {
        var story = new Story();
        story.Run(Requests.Ec2());
        story.Pulled("app");
        story.See(new ContainerStarted(story.TaskId, "app", "r", []), new ContainerExited(story.TaskId, "app", 0, null)).Should().Equal(
            "end EssentialContainerExited: Essential container in task exited", "now STOPPING", "now STOPPED");
    }

    [Test]
    public void After_a_restart_of_the_engine_what_was_asked_for_is_asked_for_again()
    {
        var story = new Story();
        story.Run(Requests.Fargate(Requests.App, Requests.Sidecar)).Should().Equal("provision");
        story.EngineRestarts().Should().Equal("provision");
        story.Provisioned().Should().Equal("pull app", "pull side");
        story.Pulled("side").Should().Equal("start side");
        story.EngineRestarts().Should().Equal("pull app", "start side");
        story.Started("side");
        story.Pulled("app");
        story.Started("app").Should().Equal("now ACTIVATING", "now RUNNING");
        story.EngineRestarts().Should().BeEmpty();
        story.Stop();
        story.EngineRestarts().Should().Equal("stop app within 30s", "stop side within 30s");
        story.Exited("app");
        story.Exited("side").Should().Equal("now DEPROVISIONING", "release");
        story.EngineRestarts().Should().Equal("release");
        story.Released().Should().BeEmpty();
        story.EngineRestarts().Should().BeEmpty();
    }

    [Test]
    public void What_was_being_made_for_a_task_that_has_to_stop_is_given_back_after_a_restart_of_the_engine()
    {
        var story = new Story();
        story.Run(Requests.Fargate(Requests.App)).Should().Equal("provision");
        story.Change(world => StopTask.Apply(world, new() { Task = story.TaskId }, story.Now));
        story.EngineRestarts().Should().Equal("now STOPPING", "abandon app", "now DEPROVISIONING", "release");
    }
}
