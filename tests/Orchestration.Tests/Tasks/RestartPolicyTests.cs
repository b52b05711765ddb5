using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary>Container restart policies (see "Restart individual containers in Amazon ECS tasks").</summary>
public class RestartPolicyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static Story Running(ContainerRestartPolicy policy, bool essential = true)
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2(
            Requests.App with { Essential = essential, RestartPolicy = policy },
            Requests.App with { Name = "main" }));
        return story;
    }

    [Test]
    public void A_container_that_lived_through_the_period_is_started_again()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute);

        story.Exited("app", exitCode: 1).Should().Equal("start app");
        story.Task.Container("app").Restarts.Should().Be(1);
        story.Task.Container("app").ExitCode.Should().BeNull();
        story.Started("app").Should().BeEmpty();
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Running);
        story.Statuses.Should().EndWith("RUNNING");
    }

    [Test]
    public void One_that_did_not_ends_the_task_if_it_is_essential()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute - TimeSpan.FromSeconds(1));
        story.Exited("app", exitCode: 1)[0].Should().Be("end EssentialContainerExited: Essential container in task exited");
    }

    [Test]
    public void One_that_did_not_stays_stopped_if_it_is_not_essential()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 }, essential: false);
        story.Exited("app", exitCode: 1).Should().BeEmpty();
        story.After(TimeSpan.FromHours(1)).Should().BeEmpty();
    }

    [Test]
    public void The_period_is_300_seconds_by_default()
    {
        var early = Running(new() { Enabled = true });
        early.After(TimeSpan.FromSeconds(299));
        early.Exited("app")[0].Should().StartWith("end EssentialContainerExited");

        var late = Running(new() { Enabled = true });
        late.After(TimeSpan.FromSeconds(300));
        late.Exited("app").Should().Equal("start app");
    }

    [Test]
    public void Ignored_exit_codes_are_not_restarted()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60, IgnoredExitCodes = [0, 3] });
        story.After(Minute);
        story.Exited("app", exitCode: 3)[0].Should().StartWith("end EssentialContainerExited");
    }

    [Test]
    public void A_disabled_policy_does_nothing()
    {
        var story = Running(new() { Enabled = false });
        story.After(Minute * 10);
        story.Exited("app")[0].Should().StartWith("end EssentialContainerExited");
    }

    [Test]
    public void Each_run_has_to_live_through_the_period_of_its_own()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute);
        story.Exited("app").Should().Equal("start app");
        story.Started("app");
        story.After(Minute);
        story.Exited("app").Should().Equal("start app");
        story.Task.Container("app").Restarts.Should().Be(2);
        story.Started("app");
        story.After(TimeSpan.FromSeconds(59));
        story.Exited("app")[0].Should().StartWith("end EssentialContainerExited");
    }

    [Test]
    public void A_restart_that_fails_is_the_end()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute);
        story.Exited("app").Should().Equal("start app");
        story.NotStarted("app", "CannotStartContainerError: no")[0].Should().Be("end EssentialContainerExited: Essential container in task exited");
        story.Task.Container("app").Reason.Should().Be("CannotStartContainerError: no");
    }

    [Test]
    public void A_task_that_stops_restarts_nothing()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute);
        story.Stop();
        story.Exited("app", exitCode: 143).Should().BeEmpty();
        story.Exited("main").Should().Equal("now STOPPED");
    }

    [Test]
    public void The_engine_s_restart_in_the_middle_of_a_container_s_does_not_lose_count()
    {
        var story = Running(new() { Enabled = true, RestartAttemptPeriod = 60 });
        story.After(Minute);
        story.Exited("app").Should().Equal("start app");
        story.EngineRestarts().Should().Equal("start app");
        story.Task.Container("app").Restarts.Should().Be(1);
    }
}
