using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

public class StopTaskTests
{
    /// <summary>A Fargate task with one container, after so many of the steps that lead it from its beginning to STOPPED.</summary>
    private static Story AfterSteps(int count)
    {
        var story = new Story();
        Func<IReadOnlyList<string>>[] steps =
        [
            story.Provisioned,
            () => story.Pulled("app"),
            () => story.Started("app"),
            () => story.Exited("app", exitCode: 7),
            story.Released,
        ];
        story.Run(Requests.Fargate());
        foreach (var step in steps.Take(count)) step();
        return story;
    }

    private static readonly object[] Moments =
    [
        new object[] { 0, "PROVISIONING", new[] { "now STOPPING", "abandon app", "now DEPROVISIONING", "release" } },
        new object[] { 1, "PENDING", new[] { "now STOPPING", "abandon app", "now DEPROVISIONING", "release" } },
        new object[] { 2, "PENDING", new[] { "now STOPPING" } },
        new object[] { 3, "RUNNING", new[] { "now DEACTIVATING", "now STOPPING", "stop app within 30s" } },
        new object[] { 4, "DEPROVISIONING", Array.Empty<string>() },
        new object[] { 5, "STOPPED", Array.Empty<string>() },
    ];

    [TestCaseSource(nameof(Moments))]
    public void A_task_can_be_stopped_at_any_moment_and_ends_stopped_with_exactly_one_reason(int steps, string status, string[] decisions)
    {
        var story = AfterSteps(steps);
        story.Task.LastStatus.ToApi().Should().Be(status);

        story.Stop("enough").Should().Equal(decisions);
        story.Stop("another reason").Should().BeEmpty();
        story.Settle();

        story.Task.LastStatus.Should().Be(EcsTaskStatus.Stopped);
        story.Task.DesiredStatus.Should().Be("STOPPED");
        (story.Task.StopCode, story.Task.StoppedReason).Should().Be(steps < 4
            ? ("UserInitiated", "enough")
            : ("EssentialContainerExited", "Essential container in task exited"));
    }

    [Test]
    public void Without_a_reason_the_user_is_named()
    {
        var story = AfterSteps(3);
        story.Stop();
        story.Task.StoppedReason.Should().Be("Task stopped by user");
    }

    [Test]
    public void What_the_containers_do_afterwards_does_not_change_the_reason()
    {
        var story = AfterSteps(3);
        story.Stop("first");
        story.Exited("app", 137, StopReasons.OutOfMemory);
        story.Settle();
        story.Task.StoppedReason.Should().Be("first");
        story.Task.StopCode.Should().Be("UserInitiated");
        story.Task.Container("app").Reason.Should().Be(StopReasons.OutOfMemory);
    }

    [Test]
    public void A_stop_and_an_exit_that_meet_give_one_reason_the_first()
    {
        var stopFirst = AfterSteps(3);
        stopFirst.Change(world => StopTask.Apply(world, new() { Task = stopFirst.TaskId }, stopFirst.Now));
        stopFirst.Exited("app", exitCode: 1).Should().Equal("now DEACTIVATING", "now STOPPING", "now DEPROVISIONING", "release");
        stopFirst.Task.StopCode.Should().Be("UserInitiated");

        var exitFirst = AfterSteps(3);
        exitFirst.Exited("app", exitCode: 1);
        exitFirst.Stop("too late");
        exitFirst.Task.StopCode.Should().Be("EssentialContainerExited");
    }

    [Test]
    public void Stopping_before_the_network_was_asked_for_leaves_nothing_to_release()
    {
        var story = new Story();
        story.Register(Requests.Fargate());
        var id = story.Launch(new() { TaskDefinition = "demo", LaunchType = "FARGATE", NetworkConfiguration = Story.Network }).Tasks.Single().Id;
        story.Change(world => StopTask.Apply(world, new() { Task = id }, story.Now));

        story.Plan().Should().Equal("now STOPPING", "abandon app", "now STOPPED");
    }

    [Test]
    public void Each_container_has_its_own_stop_timeout()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2(Requests.App with { StopTimeout = 2 }, Requests.Sidecar));
        story.Stop().Should().Equal("now DEACTIVATING", "now STOPPING", "stop app within 2s", "stop side within 30s");
    }

    [Test]
    public void Sidecars_that_have_stopped_before_are_left_alone()
    {
        var story = new Story();
        story.RunToRunning(Requests.Ec2(Requests.App, Requests.Sidecar));
        story.Exited("side");
        story.Stop().Should().Equal("now DEACTIVATING", "now STOPPING", "stop app within 30s");
        story.Exited("app").Should().Equal("now STOPPED");
    }

    [Test]
    public void A_container_that_fails_to_start_while_the_task_stops_counts_as_stopped()
    {
        var story = AfterSteps(2);
        story.Stop("enough").Should().Equal("now STOPPING");
        story.NotStarted("app", "CannotStartContainerError: no").Should().Equal("now DEPROVISIONING", "release");
        story.Task.StoppedReason.Should().Be("enough");
    }

    [Test]
    public void The_task_may_be_named_by_its_ARN()
    {
        var story = AfterSteps(3);
        var arn = Arn.Task(Story.Scope, "default", story.TaskId).ToString();
        var (world, task) = StopTask.Apply(story.World, new() { Task = arn, Cluster = "default" }, story.Now);
        task.IsWanted.Should().BeFalse();
        world.Tasks[story.TaskId].Should().Be(task);
    }

    private static readonly object[] Refusals =
    [
        new object?[] { null, "Task Identifier can not be blank." },
        new object?[] { "", "Task Identifier can not be blank." },
        new object?[] { "short", "taskId length should be one of [32,36]" },
        new object?[] { new string('f', 32), "The referenced task was not found." },
        new object?[] { $"arn:aws:ecs:us-east-1:123456789012:task/other/{new string('f', 32)}", "Invalid identifier: Identifier is for cluster other. Your cluster is default" },
        new object?[] { $"arn:aws:ecs:eu-west-1:123456789012:task/default/{new string('f', 32)}", "Invalid identifier: Identifier is for eu-west-1. You are accessing us-east-1." },
    ];

    [TestCaseSource(nameof(Refusals))]
    public void A_task_that_is_not_there_is_an_error(string? task, string message)
    {
        var story = AfterSteps(3);
        var stop = () => StopTask.Apply(story.World, new() { Task = task }, story.Now);
        stop.Should().Throw<ApiException>().Where(error => error.Code == "InvalidParameterException").WithMessage(message);
    }

    [Test]
    public void Ending_a_task_again_keeps_the_first_end()
    {
        var story = AfterSteps(3);
        story.Change(world => Reducer.Apply(world, new EndTask(story.TaskId, TaskStopCode.UserInitiated, "one", "…"), story.Now));
        var once = story.Task;
        story.After(TimeSpan.FromSeconds(1));
        story.Change(world => Reducer.Apply(world, new EndTask(story.TaskId, TaskStopCode.TaskFailedToStart, "two", "…"), story.Now));
        story.Task.StoppedReason.Should().Be("one");
        story.Task.StoppingAt.Should().Be(once.StoppingAt);
    }
}
