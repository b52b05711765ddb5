using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What a container definition says, seen from inside the container and from Docker.</summary>
internal sealed class SettingTests : RealContainers
{
    private Task<string[]> PrintsAsync(ContainerDefinition container) => LinesAsync(Stage.OnMachine(NetworkMode.None, container));

    [Test]
    public async Task Environment_working_directory_and_user_are_the_container_s()
    {
        var lines = await PrintsAsync(Doing("echo \"$GREETING\"; pwd; id -u") with
        {
            Environment = [new() { Name = "GREETING", Value = "good 'day' = $HOME" }],
            WorkingDirectory = "/www",
            User = "student",
        });

        lines.Should().Equal("good 'day' = $HOME", "/www", "1234");
    }

    [Test]
    public async Task An_entry_point_takes_the_command_as_its_arguments()
    {
        var lines = await PrintsAsync(new()
        {
            Name = "app",
            Image = PracticeImage.BusyBox.Name,
            EntryPoint = ["sh", "-c", "echo \"$0 $1\"; echo .; exec tail -f /dev/null"],
            Command = ["two words", "*"],
        });

        lines.Should().Equal("two words *");
    }

    [Test]
    public async Task Ulimits_are_in_force()
    {
        var lines = await PrintsAsync(Doing("ulimit -Sn; ulimit -Hn") with { Ulimits = [new() { Name = UlimitName.Nofile, SoftLimit = 321, HardLimit = 654 }] });

        lines.Should().Equal("321", "654");
    }

    [Test]
    public async Task A_read_only_root_cannot_be_written_but_a_tmpfs_can()
    {
        var lines = await PrintsAsync(Doing("touch /here 2>/dev/null || echo refused; touch /scratch/here && echo written; grep -o '/scratch.*size=[0-9]*k' /proc/mounts") with
        {
            ReadonlyRootFilesystem = true,
            LinuxParameters = new() { Tmpfs = [new() { ContainerPath = "/scratch", Size = 3 }] },
        });

        lines[..2].Should().Equal("refused", "written");
        // 3 MiB
        lines[2].Should().EndWith("size=3072k");
    }

    [Test]
    public async Task Linux_parameters_are_in_force()
    {
        var lines = await PrintsAsync(Doing("cat /proc/1/comm; mknod /node c 1 3 2>/dev/null || echo refused; df -m /dev/shm | tail -n 1 | grep -o -m 1 ' 7 '; test -c /dev/nothing && echo device") with
        {
            LinuxParameters = new()
            {
                InitProcessEnabled = true,
                Capabilities = new() { Drop = ["MKNOD"] },
                SharedMemorySize = 7,
                Devices = [new() { HostPath = "/dev/null", ContainerPath = "/dev/nothing" }],
            },
        });

        lines.Should().HaveCountGreaterThan(3);
        lines[0].Should().NotBe("sh", "an init process is process 1");
        lines[1].Should().Be("refused");
        lines[2].Trim().Should().Be("7");
        lines[^1].Should().Be("device");
    }

    [Test]
    public async Task Containers_of_a_task_may_share_their_processes()
    {
        var definition = Stage.OnMachine(NetworkMode.Bridge, Doing("until ps | grep -q '[s]leep 4321'; do sleep 0.1; done; echo seen"), Stage.Shell("sleep 4321; true", "other")) with { PidMode = PidMode.Task };

        (await LinesAsync(definition)).Should().Equal("seen");
    }

    [Test]
    public async Task A_task_s_and_a_container_s_limits_are_Docker_s()
    {
        var task = await Stage.RunningAsync(Stage.Task(Doing("true") with { Cpu = 64, Memory = 128, MemoryReservation = 96 }));

        var app = (await InspectAsync(task)).HostConfig!;
        (app.Memory, app.MemorySwap, app.MemoryReservation, app.CPUShares).Should().Be((128L << 20, 128L << 20, 96L << 20, 64L));
        // 256 units: a quarter of a processor
        ((double)app.CPUQuota / app.CPUPeriod).Should().Be(0.25);
    }

    [Test]
    public async Task Containers_carry_the_agent_s_labels_and_their_own()
    {
        var task = await Stage.RunningAsync(Stage.Task(Doing("true") with { DockerLabels = new([new("team", "blue"), new("workbook.engine", "somebody else")]) }));

        var inspected = await InspectAsync(task);
        inspected.Name.Should().StartWith("/ecs-demo-1-app-");
        inspected.Config!.Labels.Should().Contain(new Dictionary<string, string>
        {
            ["team"] = "blue",
            ["workbook.engine"] = EngineId,
            ["com.amazonaws.ecs.cluster"] = "default",
            ["com.amazonaws.ecs.container-name"] = "app",
            ["com.amazonaws.ecs.task-arn"] = $"arn:aws:ecs:us-east-1:123456789012:task/default/{task.Id}",
            ["com.amazonaws.ecs.task-definition-family"] = "demo",
            ["com.amazonaws.ecs.task-definition-version"] = "1",
        });
    }
}
