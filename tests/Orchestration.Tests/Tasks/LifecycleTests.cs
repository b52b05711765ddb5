using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;

namespace Workbook.Orchestration.Tests.Tasks;

/// <summary>From the first status to the last, with exactly the decisions in between.</summary>
public class LifecycleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void An_awsvpc_task_gets_an_interface_runs_and_gives_it_back()
    {
        var story = new Story();

        story.Run(Requests.Fargate()).Should().Equal("provision");
        story.Provisioned().Should().Equal("pull app");
        story.Pulled("app").Should().Equal("start app");
        story.Started("app").Should().Equal("now ACTIVATING", "now RUNNING");
        story.Stop().Should().Equal("now DEACTIVATING", "now STOPPING", "stop app within 30s");
        story.Exited("app").Should().Equal("now DEPROVISIONING", "release");
        story.Released().Should().BeEmpty();

        story.Statuses.Should().Equal(
            "PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED");
    }

    [Test]
    public void A_bridge_task_needs_no_interface_and_skips_what_belongs_to_it()
    {
        var story = new Story();

        story.Run(Requests.Ec2()).Should().Equal("pull app");
        story.Pulled("app").Should().Equal("start app");
        story.Started("app").Should().Equal("now ACTIVATING", "now RUNNING");
        story.Stop().Should().Equal("now DEACTIVATING", "now STOPPING", "stop app within 30s");
        story.Exited("app").Should().Equal("now STOPPED");

        story.Statuses.Should().Equal("PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "STOPPED");
        story.Task.Network.Should().BeNull();
    }

    [Test]
    public void Each_step_leaves_its_time_at_the_task()
    {
        var story = new Story();
        story.Run(Requests.Fargate());

        story.After(Second);
        story.Provisioned();
        story.After(Second);
        story.Pulled("app");
        story.After(Second);
        story.Started("app");
        story.After(Second);
        story.Stop();
        story.After(Second);
        story.Exited("app");
        story.After(Second);
        story.Released();

        var task = story.Task;
        new[]
        {
            task.CreatedAt, task.ConnectivityAt, task.PullStartedAt, task.PullStoppedAt, task.StartedAt, task.StoppingAt, task.ExecutionStoppedAt,
            task.StoppedAt,
        }.Select(time => (time - Story.Start)?.TotalSeconds).Should().Equal(0, 1, 1, 2, 3, 4, 5, 6);
        task.Container("app").StartedAt.Should().Be(Story.Start + 3 * Second);
        task.Container("app").StoppedAt.Should().Be(Story.Start + 5 * Second);
    }

    [Test]
    public void The_interface_is_attached_while_the_task_lives_and_deleted_with_it()
    {
        var story = new Story();
        story.Run(Requests.Fargate());
        story.Task.Network!.Status.Should().Be("PRECREATED");

        story.Provisioned();
        story.Task.Network.Should().Be(new TaskNetwork(story.Task.Network.AttachmentId, "subnet-1", "ATTACHED")
        {
            NetworkInterfaceId = "eni-1",
            MacAddress = "02:00:00:00:00:01",
            PrivateIpv4Address = "172.31.0.4",
        });

        story.Settle();
        story.Stop();
        story.Exited("app");
        story.Task.Network.Status.Should().Be("DETACHING");
        story.Released();
        story.Task.Network.Status.Should().Be("DELETED");
    }

    [Test]
    public void Every_change_of_status_counts_the_version_up()
    {
        var story = new Story();
        story.Run(Requests.Ec2());
        story.Task.Version.Should().Be(1);

        story.Settle();
        // PENDING 1, ACTIVATING 2, RUNNING 3
        story.Task.Version.Should().Be(3);
        story.Stop();
        story.Settle();
        // desired status 4, DEACTIVATING 5, STOPPING 6, STOPPED 7
        story.Task.Version.Should().Be(7);
    }

    [Test]
    public void A_task_is_running_only_when_all_its_containers_are()
    {
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, Requests.Sidecar)).Should().Equal("pull app", "pull side");
        story.Pulled("app").Should().Equal("start app");
        story.Started("app").Should().BeEmpty();
        story.Pulled("side").Should().Equal("start side");
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Pending);
        story.Started("side").Should().Equal("now ACTIVATING", "now RUNNING");
    }

    [Test]
    public void The_pull_ends_with_the_last_image_also_when_that_one_fails()
    {
        var story = new Story();
        story.Run(Requests.Ec2(Requests.App, Requests.Sidecar));
        story.After(Second);
        story.Pulled("app");
        story.Task.PullStoppedAt.Should().BeNull();
        story.After(Second);
        story.NotStarted("side", "CannotPullContainerError: no");

        story.Task.PullStartedAt.Should().Be(Story.Start);
        story.Task.PullStoppedAt.Should().Be(Story.Start + 2 * Second);
    }

    [Test]
    public void A_stopped_task_is_forgotten_after_one_hour_and_not_before()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2());
        story.Stop();
        story.Settle();

        story.World.Agenda.NextUpkeepAt.Should().Be(Story.Start + TimeSpan.FromHours(1));
        story.After(TimeSpan.FromHours(1) - Second).Should().BeEmpty();
        story.World.Tasks.Should().ContainKey(story.TaskId);
        story.After(Second).Should().Equal("forget");
        story.World.Tasks.Should().BeEmpty();
        story.World.Agenda.NextUpkeepAt.Should().BeNull();
    }

    [Test]
    public void A_running_task_plans_nothing_however_long_it_runs()
    {
        var story = new Story();
        story.RunToRunning(Requests.Fargate());

        story.After(TimeSpan.FromDays(365)).Should().BeEmpty();
        story.World.Agenda.NextProgressAt.Should().BeNull();
        story.World.Agenda.NextUpkeepAt.Should().BeNull();
    }

    [Test]
    public void A_container_s_health_is_the_task_s_when_it_is_essential()
    {
        var checkedApp = Requests.App with { HealthCheck = new() { Command = ["CMD-SHELL", "true"] } };
        var checkedSidecar = Requests.Sidecar with { HealthCheck = new() { Command = ["CMD-SHELL", "true"] } };
        var story = new Story();
        story.RunToRunning(Requests.Ec2(checkedApp, checkedSidecar));
        var definition = story.World.TaskDefinitions[story.Task.DefinitionKey].Definition;
        story.Task.Health.Should().Be(ContainerHealth.Unknown);

        story.Turned("side", ContainerHealth.Unhealthy).Should().BeEmpty();
        story.Task.Health.Should().Be(ContainerHealth.Unknown);
        story.Turned("app", ContainerHealth.Healthy).Should().BeEmpty();
        story.Task.Health.Should().Be(ContainerHealth.Healthy);
        // Only a service replaces a task because of its health.
        story.Turned("app", ContainerHealth.Unhealthy).Should().BeEmpty();
        story.Task.Health.Should().Be(ContainerHealth.Unhealthy);
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Running);
    }
}
