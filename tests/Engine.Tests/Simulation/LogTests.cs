using Workbook.Engine.Logs;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Simulation;

/// <summary>What simulated containers print goes to CloudWatch Logs as that of real ones does; it is there when the task has stopped.</summary>
internal sealed class LogTests
{
    private const string Group = "/ecs/app";

    private static ContainerDefinition Printing(ContainerDefinition container, params (string Name, string Value)[] options) => container with
    {
        LogConfiguration = new()
        {
            LogDriver = LogDriver.Awslogs,
            Options = new(options.Select(option => new System.Collections.Generic.KeyValuePair<string, string>(option.Name, option.Value)).Prepend(new("awslogs-stream-prefix", "web")).Prepend(new("awslogs-region", Stage.Scope.Region)).Prepend(new("awslogs-group", Group))),
        },
    };

    private static List<(double Second, string Message)> PrintedBy(Stage stage, EcsTask task)
    {
        var events = stage.Engine.Logs.Read(new(Stage.Scope, Group, $"web/app/{task.Id}"), EventPlace.First, EventPlace.Last, 100);
        return [.. events.Select(each => ((each.Timestamp - events[0].Timestamp) / 1000.0, each.Message))];
    }

    [Test]
    public async Task A_command_line_s_output_is_printed_at_its_time()
    {
        await using var stage = await Stage.StartAsync(Stage.Embedded);

        var task = await stage.LivedAsync(Stage.Task(Printing(Stage.Shell("echo one; echo -n 'two '; sleep 5; echo three && false || echo four; sleep 1; exit 3"), ("awslogs-create-group", "true"))));

        PrintedBy(stage, task).Should().Equal((0, "one"), (5, "two three"), (5, "four"));
        task.Containers.Single().ExitCode.Should().Be(3);
        stage.Engine.Logs.FindGroup(Stage.Scope, Group)!.RetentionInDays.Should().BeNull();
    }

    [Test]
    public async Task What_is_stopped_prints_no_more()
    {
        await using var stage = await Stage.StartAsync(Stage.Embedded);
        var task = await stage.RunningAsync(Stage.Task(Printing(Stage.Shell("echo one; while true; do sleep 1; done"), ("awslogs-create-group", "true"))));

        await stage.StoppedAsync(task.Id);

        PrintedBy(stage, task).Should().Equal((0, "one"));
    }

    [Test]
    public async Task Without_its_group_a_container_does_not_start_and_with_it_it_does()
    {
        await using var stage = await Stage.StartAsync(Stage.Embedded);

        var task = await stage.LivedAsync(Stage.Task(Printing(Stage.Shell("echo x"))));
        (task.StopCode, task.StoppedReason).Should().Be((
            TaskStopCode.TaskFailedToStart,
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"));

        task = await stage.LivedAsync(Stage.OnMachine(null, Printing(Stage.Shell("echo x"))));
        task.Containers.Single().Reason.Should().Be(
            "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.");

        stage.Engine.Logs.CreateGroup(Stage.Scope, new CwlLogGroup(Group, stage.Engine.Clock.GetUtcNow()));
        PrintedBy(stage, await stage.LivedAsync(Stage.Task(Printing(Stage.Shell("echo x"))))).Should().Equal((0, "x"));
    }

    [TestCase("a:b", "failed to create Cloudwatch log group: InvalidParameterException: 1 validation error detected: Value 'a:b' at 'logGroupName'*")]
    public async Task A_group_that_cannot_be_made_keeps_the_container_from_starting(string group, string why)
    {
        await using var stage = await Stage.StartAsync(Stage.Embedded);
        var container = Printing(Stage.Shell("echo x"), ("awslogs-create-group", "true"));
        container = container with { LogConfiguration = container.LogConfiguration! with { Options = new(container.LogConfiguration.Options!.Append(new("awslogs-group", group))) } };

        (await stage.LivedAsync(Stage.OnMachine(null, container))).Containers.Single().Reason.Should().Match($"*{why}");
    }

    [Test]
    public async Task Options_that_contradict_each_other_keep_the_container_from_starting()
    {
        await using var stage = await Stage.StartAsync(Stage.Embedded);
        var container = Printing(Stage.Shell("echo x"), ("awslogs-create-group", "true"), ("awslogs-multiline-pattern", "^x"), ("awslogs-datetime-format", "%Y"));

        (await stage.LivedAsync(Stage.OnMachine(null, container))).Containers.Single().Reason.Should().EndWith("you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time");
    }
}
