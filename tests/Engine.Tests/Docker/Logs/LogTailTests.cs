using System.Globalization;
using Docker.DotNet.Models;
using Workbook.Engine.Logs;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Logs;

/// <summary>What real containers print arrives in the store, all of it and once. It is certain to be there when task and engine have ended.</summary>
[Category("Docker")]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LogTailTests : IAsyncDisposable
{
    private readonly DataFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private Task<Stage> StartAsync() => Stage.StartAsync(Stage.Docker, _folder.Path);

    private static ContainerDefinition Printing(string line) => Stage.Shell(line) with
    {
        LogConfiguration = new()
        {
            LogDriver = LogDriver.Awslogs,
            Options = new ValueMap<string>([new("awslogs-group", "/ecs/app"), new("awslogs-region", Stage.Scope.Region), new("awslogs-stream-prefix", "web"), new("awslogs-create-group", "true")]),
        },
    };

    private async Task<string[]> PrintedAsync(string task)
    {
        await using var logs = new LogStore(_folder.Path);
        var stream = new LogStreamName(Stage.Scope, "/ecs/app", $"web/app/{task}");
        logs.Streams(stream.Scope, stream.Group).Select(each => each.Name).Should().Equal(stream.Stream);
        return [.. logs.Read(stream, EventPlace.First, EventPlace.Last, 10_000).Select(line => line.Message)];
    }

    private Task<string[]> PrintedByAsync(string line) => PrintedByAsync(Printing(line));

    private async Task<string[]> PrintedByAsync(ContainerDefinition container)
    {
        string task;
        await using (var stage = await StartAsync())
        {
            task = (await stage.LivedAsync(Stage.Task(container))).Id;
        }
        return await PrintedAsync(task);
    }

    [Test]
    public async Task Both_outputs_go_to_one_stream_also_when_the_container_ends_at_once() =>
        (await PrintedByAsync("echo out; echo '  err' >&2; printf last")).Should().BeEquivalentTo("out", "  err", "last");

    [Test]
    public async Task A_container_that_prints_much_loses_nothing() =>
        (await PrintedByAsync("i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo $i; done")).Should().Equal(Numbers(5000));

    [Test]
    public async Task Lines_that_a_pattern_does_not_begin_belong_to_the_event_before()
    {
        var printing = Printing("echo 'INFO start'; echo 'ERROR broke'; echo '  at a'; echo '  at b'; echo 'INFO end'");
        var configuration = printing.LogConfiguration!;
        var printed = await PrintedByAsync(printing with { LogConfiguration = configuration with { Options = new(configuration.Options!.Append(new("awslogs-multiline-pattern", "^(INFO|ERROR)"))) } });

        printed.Should().Equal("INFO start\n", "ERROR broke\n  at a\n  at b\n", "INFO end\n");
    }

    [Test]
    public async Task Without_its_group_a_container_does_not_start()
    {
        var printing = Printing("echo x");
        var options = printing.LogConfiguration!.Options!.Where(option => option.Key != "awslogs-create-group");
        await using var stage = await StartAsync();

        var task = await stage.LivedAsync(Stage.Task(printing with { LogConfiguration = printing.LogConfiguration with { Options = new(options) } }));

        task.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        task.StoppedReason.Should().Be(
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1");
    }

    [Test]
    public async Task A_very_long_line_is_one_event()
    {
        // 40 960 characters
        var printed = await PrintedByAsync("x=0123456789; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do x=$x$x; done; echo $x; echo next");

        printed.Should().Equal(string.Concat(Enumerable.Repeat("0123456789", 4096)), "next");
    }

    [Test]
    public async Task What_is_printed_on_a_terminal_is_lines_too() =>
        (await PrintedByAsync(Printing("test -t 1 && echo out; echo err >&2") with { PseudoTerminal = true })).Should().Equal("out", "err");

    [Test]
    public async Task Engines_that_follow_each_other_lose_and_repeat_nothing()
    {
        EcsTask task;
        await using (var stage = await StartAsync())
        {
            task = await stage.RunningAsync(Stage.Task(Printing("trap 'echo end; exit' USR1; i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done")));
            await UntilPrintedAsync(10);
        }
        await UntilPrintedAsync(20);
        await using (await StartAsync()) await UntilPrintedAsync(40);
        await UntilPrintedAsync(60);
        var containers = PracticeDocker.Client.Containers;
        await containers.KillContainerAsync(task.Container("app").RuntimeId!, new ContainerKillParameters { Signal = "USR1" });
        await containers.WaitContainerAsync(task.Container("app").RuntimeId!).WaitAsync(Patience.Longest);
        await using (var stage = await StartAsync()) await stage.UntilAsync(task.Id, EcsTaskStatus.Stopped);

        var printed = await PrintedAsync(task.Id);

        printed.Should().HaveCountGreaterThan(60).And.Equal([.. Numbers(printed.Length - 1), "end"]);

        Task UntilPrintedAsync(int number) => PracticeDocker.PrintedAsync(task.Container("app").RuntimeId!, $"{number}");
    }

    [Test]
    public async Task What_an_engine_did_not_come_to_keep_of_a_container_that_has_ended_the_next_one_reads()
    {
        EcsTask task;
        await using (var stage = await StartAsync())
        {
            var id = await stage.RunAsync(Stage.Task(Printing("echo last words") with { Essential = false }, Stage.App(PracticeImage.Server) with { Name = "server" }));
            await stage.UntilAsync(world => world.Tasks[id] is { LastStatus: EcsTaskStatus.Running } running && running.Container("app").ExitCode is not null);
            task = stage[id];
        }
        LogStore.Delete(_folder.Path);
        await using (var stage = await StartAsync())
        {
            await stage.ReadyAsync(task);
            await stage.StoppedAsync(task.Id);
        }

        (await PrintedAsync(task.Id)).Should().Equal("last words");
    }

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
