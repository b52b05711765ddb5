using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary>How tasks end by themselves, with the code and the words that DescribeTasks shows.</summary>
public class EndingTests
{
    private const string PullError = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/nope:latest";

    [Test]
    public void The_exit_of_an_essential_container_ends_the_task()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2(Requests.App, Requests.Sidecar));

        story.Exited("app", exitCode: 1).Should().Equal(
            "end EssentialContainerExited: Essential container in task exited", "now DEACTIVATING", "now STOPPING", "stop side within 30s");
        story.Exited("side", exitCode: 0).Should().Equal("now STOPPED");

        story.Task.StopCode.Should().Be("EssentialContainerExited");
        story.Task.StoppedReason.Should().Be("Essential container in task exited");
        story.Task.Container("app").ExitCode.Should().Be(1);
        story.Task.Container("app").Reason.Should().BeNull();
        story.Task.Container("side").ExitCode.Should().Be(0);
    }

    [Test]
    public void A_job_that_succeeds_ends_its_task_in_the_same_way()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        story.Exited("app", exitCode: 0).Should().Equal(
            "end EssentialContainerExited: Essential container in task exited", "now DEACTIVATING", "now STOPPING", "now STOPPED");
    }

    [Test]
    public void The_exit_of_a_container_that_is_not_essential_changes_nothing()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2(Requests.App, Requests.Sidecar));

        story.Exited("side", exitCode: 1).Should().BeEmpty();

        story.Task.LastStatus.Should().Be(EcsTaskStatus.Running);
        story.Task.Container("side").Status.Should().Be(ContainerStatus.Stopped);
        story.Task.Container("side").ExitCode.Should().Be(1);
    }

    [Test]
    public void An_essential_container_may_exit_while_others_are_still_pulled_or_starting()
    {
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, Requests.Sidecar, Requests.Sidecar with { Name = "late" }));
        story.Pulled("app");
        story.Started("app");
        story.Pulled("side").Should().Equal("start side");

        story.Exited("app", exitCode: 1).Should().Equal(
            "end EssentialContainerExited: Essential container in task exited", "now STOPPING", "abandon late");
        // What is being started is waited for: it cannot be stopped before it is there.
        story.Started("side").Should().Equal("stop side within 30s");
        story.Exited("side").Should().Equal("now STOPPED");
        story.Task.StartedAt.Should().BeNull();
    }

    [Test]
    public void A_failed_pull_on_Fargate_is_the_task_s_reason()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        story.Provisioned();

        story.NotStarted("app", PullError).Should().Equal(
            $"end TaskFailedToStart: {PullError}", "now STOPPING", "now DEPROVISIONING", "release");
        story.Task.Container("app").Reason.Should().Be(PullError);
        story.Task.Container("app").ExitCode.Should().BeNull();
    }

    [Test]
    public void A_failed_pull_on_EC2_stands_at_the_container()
    {
        var story = new Story();
        story.Run(Requests.Ec2());

        story.NotStarted("app", PullError).Should().Equal(
            "end TaskFailedToStart: Task failed to start", "now STOPPING", "now STOPPED");
        story.Task.Container("app").Reason.Should().Be(PullError);
    }

    [Test]
    public void A_container_that_cannot_start_ends_the_task_like_one_that_cannot_be_pulled()
    {
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, Requests.Sidecar));
        story.Pulled("app");
        story.Pulled("side");
        story.Started("side");

        story.NotStarted("app", "CannotStartContainerError: no such file").Should().Equal(
            "end TaskFailedToStart: Task failed to start", "now STOPPING", "stop side within 30s");
        story.Task.Container("app").Reason.Should().Be("CannotStartContainerError: no such file");
    }

    [Test]
    public void A_sidecar_that_cannot_be_pulled_does_not_end_the_task()
    {
        var story = new Story();
        story.Run(Requests.Fargate(Requests.App, Requests.Sidecar));
        story.Provisioned();
        story.NotStarted("side", PullError).Should().BeEmpty();
        story.Pulled("app").Should().Equal("start app");
        story.Started("app").Should().Equal("now ACTIVATING", "now RUNNING");
        story.Task.Container("side").Reason.Should().Be(PullError);
    }

    [Test]
    public void A_network_that_cannot_be_made_ends_the_task_before_anything_is_pulled()
    {
        const string error = "ResourceInitializationError: unable to create the network interface";
        var story = new Story();
        story.Run(Requests.Fargate());

        story.NotProvisioned(error).Should().Equal("now STOPPING", "abandon app", "now DEPROVISIONING", "release");
        story.Released().Should().BeEmpty();

        story.Task.StopCode.Should().Be("TaskFailedToStart");
        story.Task.StoppedReason.Should().Be(error);
        story.Statuses.Should().Equal("PROVISIONING", "STOPPING", "DEPROVISIONING", "STOPPED");
    }

    [Test]
    public void Running_out_of_memory_is_the_container_s_reason_and_the_task_s_exit()
    {
        var story = new Story();
        story.RunToRunning(Requests.Fargate());

        story.Exited("app", 137, StopReasons.OutOfMemory)[0].Should().Be("end EssentialContainerExited: Essential container in task exited");
        story.Settle();

        story.Task.Container("app").ExitCode.Should().Be(137);
        story.Task.Container("app").Reason.Should().Be("OutOfMemoryError: Container killed due to memory usage");
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
    }
}
