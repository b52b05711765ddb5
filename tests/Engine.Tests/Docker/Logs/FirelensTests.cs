using System.Net.Sockets;
using System.Text;
using Docker.DotNet;
using Workbook.Engine.Control;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Engine.Tests.Time;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Logs;

/// <summary>FireLens: what Docker is told for the log driver awsfirelens, and the configuration of the log router.</summary>
internal sealed class FirelensTests
{
    private static ContainerDefinition App(params (string Name, string Value)[] options) => Described.App with
    {
        LogConfiguration = new() { LogDriver = LogDriver.Awsfirelens, Options = new ValueMap<string>(options.Select(option => new System.Collections.Generic.KeyValuePair<string, string>(option.Name, option.Value))) },
    };

    private static ContainerDefinition Router(string type = FirelensConfigurationType.Fluentbit, params (string Name, string Value)[] options) => Described.App with
    {
        Name = "router",
        FirelensConfiguration = new() { Type = type, Options = new ValueMap<string>(options.Select(option => new System.Collections.Generic.KeyValuePair<string, string>(option.Name, option.Value))) },
    };

    private static string ConfigOf(ContainerDefinition router, params ContainerDefinition[] others) => Firelens.ConfigOf(Described.Container(Stage.Task([router, .. others]), "router"));

    [Test]
    public void The_router_listens_labels_and_sends_what_each_container_says()
    {
        var config = ConfigOf(Router(), App(("region", "us-east-1"), ("Name", "cloudwatch"), ("log_group_name", "/ecs/shop\n[OUTPUT]"), ("log-driver-buffer-limit", "2097152"), ("exclude-pattern", "^GET /health")));

        config.Should().StartWith("[INPUT]\n    Name forward\n    unix_path /var/run/fluent.sock\n\n");
        config.Should().Contain($"[FILTER]\n    Name record_modifier\n    Match *\n    Record ecs_cluster default\n    Record ecs_task_arn arn:aws:ecs:us-east-1:{Stage.Scope.Account}:task/default/{Described.TaskId}\n    Record ecs_task_definition demo:1\n");
        config.Should().Contain("[FILTER]\n    Name grep\n    Match app-firelens*\n    Exclude log ^GET /health\n");
        config.Should().EndWith("[OUTPUT]\n    Name cloudwatch\n    log_group_name /ecs/shop [OUTPUT]\n    region us-east-1\n    Match app-firelens*\n\n", "a line end in an option makes no section");
        config.Should().NotContain("buffer-limit");
    }

    [Test]
    public void The_router_may_have_a_configuration_of_its_own_and_leave_the_labels()
    {
        var config = ConfigOf(Router(FirelensConfigurationType.Fluentbit, ("enable-ecs-log-metadata", "false"), ("config-file-type", "file"), ("config-file-value", "/extra.conf")), App());

        config.Should().Contain("@INCLUDE /extra.conf\n").And.NotContain("record_modifier").And.NotContain("app-firelens");
    }

    [Test]
    public void What_cannot_be_configured_keeps_the_router_from_starting()
    {
        FluentActions.Invoking(() => ConfigOf(Router(FirelensConfigurationType.Fluentd))).Should().Throw<ContainerFailedException>().WithMessage("CannotCreateContainerError: *fluentd*");
        var inS3 = Described.Container(Stage.Task(Router(), App()), "router") with { Definition = Router(FirelensConfigurationType.Fluentbit, ("config-file-type", "s3"), ("config-file-value", "arn:aws:s3:::b/c")) };
        FluentActions.Invoking(() => Firelens.ConfigOf(inS3)).Should().Throw<ContainerFailedException>().WithMessage("*S3*");
    }

    [Test]
    [Category("Docker")]
    public async Task What_a_container_prints_reaches_the_router_s_socket()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Ignore("Only root on Linux can stand in for a log router.");
        await using var stage = await Stage.StartAsync(Stage.Docker);
        var router = Stage.Shell("sleep 600", "router") with { StopTimeout = 2, FirelensConfiguration = new() { Type = FirelensConfigurationType.Fluentbit } };
        var app = Stage.Shell("while true; do echo 'from the shop'; sleep 1; done") with { StopTimeout = 2, LogConfiguration = new() { LogDriver = LogDriver.Awsfirelens, Options = new([new("Name", "stdout")]) } };

        var task = await stage.RunningAsync(Stage.Task(app, router));

        task.Container("app").StartedAt.Should().BeAfter(task.Container("router").StartedAt!.Value, "who prints to it waits for the router");
        await using (var exec = await stage.Engine.ExecAsync(Stage.Scope, task.Id, "router", new(["cat", Firelens.ConfigPath], HasTerminal: false), default))
        {
            (await ReadAsync(exec)).Should().Contain("unix_path /var/run/fluent.sock").And.Contain("[OUTPUT]\n    Name stdout\n    Match app-firelens*\n");
        }
        var volume = await PracticeDocker.Client.Volumes.InspectAsync(Firelens.VolumeOf(Executor.TaskOf(stage.World, task.Id)), default);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(volume.Mountpoint, "fluent.sock")));
        socket.Listen();
        using var connection = await socket.AcceptAsync().WaitAsync(Patience.Longest);
        var received = "";
        var buffer = new byte[64 * 1024];
        while (!received.Contains("from the shop", StringComparison.Ordinal))
            received += Encoding.Latin1.GetString(buffer, 0, await connection.ReceiveAsync(buffer).WaitAsync(Patience.Longest));
        received.Should().Contain($"app-firelens-{task.Id}").And.Contain("container_name");

        await stage.StoppedAsync(task.Id);
        await PracticeDocker.Client.Invoking(client => client.Volumes.InspectAsync(volume.Name, default)).Should().ThrowAsync<DockerApiException>("it goes with the task");
    }

    private static async Task<string> ReadAsync(IExecSession exec)
    {
        var (text, buffer) = ("", new byte[4096]);
        while (await exec.ReadAsync(buffer, default).AsTask().WaitAsync(Patience.Longest) is { Count: > 0 } read) text += Encoding.UTF8.GetString(buffer, 0, read.Count);
        return text;
    }
}
