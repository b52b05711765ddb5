using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

/// <summary>What is asked for at creation is what the Engine says the container has.</summary>
public sealed class ContainerSettingsTests
{
    [Test]
    public async Task Everything_that_a_task_definition_can_say_arrives()
    {
        var wanted = new HostConfig
        {
            Binds = ["/usr/share:/host:ro"],
            NetworkMode = "none",
            RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.OnFailure, MaximumRetryCount = 2 },
            CapAdd = ["NET_ADMIN"],
            CapDrop = ["MKNOD"],
            DNS = ["192.0.2.1"],
            DNSOptions = ["ndots:2"],
            DNSSearch = ["example.com"],
            ExtraHosts = ["somewhere:192.0.2.2"],
            IpcMode = "private",
            GroupAdd = ["5"],
            ReadonlyRootfs = true,
            SecurityOpt = ["no-new-privileges"],
            Tmpfs = new Dictionary<string, string> { ["/scratch"] = "size=1048576" },
            ShmSize = 1 << 20,
            Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_default_ttl"] = "70" },
            Init = true,
            Memory = 64 << 20,
            MemoryReservation = 32 << 20,
            MemorySwap = 64 << 20,
            CPUShares = 512,
            NanoCPUs = 500_000_000,
            PidsLimit = 100,
            OomScoreAdj = 100,
            Ulimits = [new Ulimit { Name = "nofile", Soft = 1024, Hard = 2048 }],
            LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string> { ["max-size"] = "1m" } },
            Mounts = [new Mount { Type = "tmpfs", Target = "/memory", TmpfsOptions = new TmpfsOptions { SizeBytes = 2 << 20, Mode = 0x1ff } }],
            Devices = [new DeviceMapping { PathOnHost = "/dev/null", PathInContainer = "/dev/nothing", CgroupPermissions = "r" }],
        };

        var id = await Engine.CreateAsync("true", parameters =>
        {
            parameters.Env = ["A=1", "B=two words"];
            parameters.WorkingDir = "/tmp";
            parameters.User = "1000:1000";
            parameters.Hostname = "box";
            parameters.Domainname = "example.com";
            parameters.StopSignal = "SIGINT";
            parameters.StopTimeout = TimeSpan.FromSeconds(45);
            parameters.HostConfig = wanted;
        });

        var made = await Engine.Client.Containers.InspectContainerAsync(id);
        made.HostConfig.Should().BeEquivalentTo(wanted, options => options.Using<object>(_ => { }).When(member => IsUnset(wanted, member.Path)));
        made.Config.Should().Match<ContainerConfig>(config => config.Env.Contains("B=two words") && config.WorkingDir == "/tmp" && config.User == "1000:1000"
            && config.Hostname == "box" && config.Domainname == "example.com" && config.StopSignal == "SIGINT" && config.StopTimeout == TimeSpan.FromSeconds(45));
        made.Created.Kind.Should().Be(DateTimeKind.Utc);
    }

    [Test]
    public async Task Ports_are_published_and_said()
    {
        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000", parameters =>
        {
            parameters.ExposedPorts = new Dictionary<string, EmptyStruct> { ["80/tcp"] = default, ["81/tcp"] = default };
            parameters.HostConfig = new HostConfig { PortBindings = new Dictionary<string, IList<PortBinding>> { ["80/tcp"] = [new PortBinding { HostIP = "127.0.0.1" }] } };
        });

        var made = await Engine.Client.Containers.InspectContainerAsync(id);

        made.Config!.ExposedPorts.Should().ContainKeys("80/tcp", "81/tcp");
        var binding = made.NetworkSettings!.Ports["80/tcp"].Should().ContainSingle().Which;
        binding.HostIP.Should().Be("127.0.0.1");
        ushort.Parse(binding.HostPort, System.Globalization.CultureInfo.InvariantCulture).Should().BePositive();
        await Engine.RemoveAsync(id);
    }

    [Test]
    public async Task Health_checks_run_and_keep_their_durations()
    {
        var check = new HealthcheckConfig
        {
            Test = ["CMD", "/bin/busybox", "true"],
            Interval = TimeSpan.FromMilliseconds(10),
            Timeout = TimeSpan.FromSeconds(2.5),
            StartPeriod = TimeSpan.FromMinutes(1),
            Retries = 3,
        };
        var events = new Reports<Message>();
        using var cancel = new CancellationTokenSource();
        var watching = Engine.Client.System.MonitorEventsAsync(new ContainerEventsParameters { Since = "1", Filters = Engine.Ours }, events, cancel.Token);

        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000", parameters => parameters.Healthcheck = check);

        await events.NextAsync(message => message.Actor.ID == id && message.Action == "health_status: healthy");
        var made = await Engine.Client.Containers.InspectContainerAsync(id);
        made.Config!.Healthcheck.Should().BeEquivalentTo(check);
        made.State!.Health!.Status.Should().Be("healthy");
        made.State.Health.Log.Should().Contain(run => run.ExitCode == 0 && run.End >= run.Start);
        await cancel.CancelAsync();
        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await Engine.RemoveAsync(id);
    }

    // The Engine fills in what was not asked for.
    private static bool IsUnset(HostConfig wanted, string path) =>
        typeof(HostConfig).GetProperty(path.Split('.', '[')[0]) is { } property && property.GetValue(wanted) is null or "" or 0L or (ushort)0 or 0UL or false;
}
