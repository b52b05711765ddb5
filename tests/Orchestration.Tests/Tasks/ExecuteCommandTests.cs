using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Tests.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Tasks;

public class ExecuteCommandTests
{
    private const string NotEnabled =
        "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.";

    private static readonly ExecuteCommandRequest Hello = new() { Command = "echo hello", Interactive = true };

    /// <summary>A Fargate task that was run with execute command enabled and is PROVISIONING.</summary>
    private static Story Launched(bool enabled = true, params ValueList<ContainerDefinition> containers)
    {
        var story = new Story();
        story.Register(Requests.Fargate(containers));
        story.Run(new RunTaskRequest { TaskDefinition = "demo", LaunchType = "FARGATE", NetworkConfiguration = Story.Network, EnableExecuteCommand = enabled });
        return story;
    }

    private static Story Running(bool enabled = true, params ValueList<ContainerDefinition> containers)
    {
        var story = Launched(enabled, containers);
        story.Provisioned();
        foreach (var container in story.Task.Containers) story.Pulled(container.Name);
        foreach (var container in story.Task.Containers) story.Started(container.Name);
        story.Task.LastStatus.Should().Be(EcsTaskStatus.Running);
        return story;
    }

    private static string MessageOf(Story story, ExecuteCommandRequest request, string code = "InvalidParameterException")
    {
        var check = () => ExecuteCommand.Check(story.World, request with { Task = request.Task ?? story.TaskId });
        return check.Should().Throw<ApiException>().Where(error => error.Code == code).Which.Message;
    }

    [Test]
    public void The_only_container_needs_no_name()
    {
        var story = Running();
        var (task, container) = ExecuteCommand.Check(story.World, Hello with { Task = story.TaskId });
        task.Should().Be(story.Task);
        container.Name.Should().Be("app");
    }

    [Test]
    public void Of_several_containers_one_is_named()
    {
        var story = Running(enabled: true, Requests.App, Requests.Sidecar);
        MessageOf(story, Hello).Should().Contain("Specify a container name");
        ExecuteCommand.Check(story.World, Hello with { Task = story.TaskId, Container = "side" }).Container.Name.Should().Be("side");
        MessageOf(story, Hello with { Container = "other" }).Should().Be("The container other does not exist in the task.");
    }

    [TestCase(false)]
    [TestCase(null)]
    public void Only_interactive_commands_are_run(bool? interactive) =>
        MessageOf(Running(), Hello with { Interactive = interactive }).Should().Be("Interactive is the only mode supported currently.");

    [TestCase(null)]
    [TestCase(" ")]
    public void There_must_be_a_command(string? command) => MessageOf(Running(), Hello with { Command = command }).Should().Be("Command can not be blank.");

    [Test]
    public void A_task_that_is_not_there_is_an_error() => MessageOf(Running(), Hello with { Task = new string('f', 32) }).Should().Be("The referenced task was not found.");

    [Test]
    public void A_cluster_that_is_not_there_is_an_error() => MessageOf(Running(), Hello with { Cluster = "other" }, "ClusterNotFoundException").Should().Be("Cluster not found.");

    [Test]
    public void It_has_to_be_enabled_when_the_task_is_run()
    {
        var story = Running(enabled: false);
        MessageOf(story, Hello).Should().Be(NotEnabled);
        ExecuteCommandAgent.Of(story.Task, story.Task.Container("app")).Should().BeNull();
    }

    [Test]
    public void The_agent_lives_with_its_container()
    {
        var story = Launched();
        Agent(story).Should().Be(new ExecuteCommandAgent("PENDING", null, null));
        MessageOf(story, Hello).Should().Be(NotEnabled);

        story.Provisioned();
        story.Pulled("app");
        story.Started("app");
        var startedAt = story.Task.Container("app").StartedAt;
        Agent(story).Should().Be(new ExecuteCommandAgent("RUNNING", startedAt, null));

        story.Stop();
        Agent(story).Status.Should().Be("RUNNING");
        MessageOf(story, Hello, "TargetNotConnectedException").Should().Be("The execute command failed due to an internal error. Try again later.");

        story.Exited("app");
        Agent(story).Should().Be(new ExecuteCommandAgent("STOPPED", startedAt, "Received Container Stopped event"));
        MessageOf(story, Hello).Should().Be(NotEnabled);
    }

    private static ExecuteCommandAgent Agent(Story story) => ExecuteCommandAgent.Of(story.Task, story.Task.Container("app"))!;
}
