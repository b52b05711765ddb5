using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Spec;

/// <summary>Container definitions in Docker's words.</summary>
public sealed class ContainerSpecTests
{
    [Test]
    public void What_a_definition_does_not_say_is_left_to_the_image()
    {
        var spec = Described.Of(Described.Bridged(Described.App));

        spec.Image.Should().Be("nginx");
        new object?[] { spec.Cmd, spec.Entrypoint, spec.WorkingDir, spec.User, spec.Hostname, spec.Healthcheck }.Should().OnlyContain(each => each == null || Equals(each, ""));
        spec.Env.Should().Equal("A=1");
        (spec.Tty, spec.OpenStdin, spec.HostConfig!.Privileged, spec.HostConfig.ReadonlyRootfs).Should().Be((false, false, false, false));
    }

    [Test]
    public void What_it_says_is_passed_on()
    {
        var spec = Described.Of(Described.Bridged(Described.App with
        {
            Command = ["a", "b c"],
            EntryPoint = ["/run"],
            WorkingDirectory = "/srv",
            User = "1000:1000",
            Hostname = "box",
            Interactive = true,
            PseudoTerminal = true,
            Privileged = true,
            DockerSecurityOptions = ["no-new-privileges"],
            DnsServers = ["192.0.2.53"],
            DnsSearchDomains = ["example.com"],
        }));

        spec.Cmd.Should().Equal("a", "b c");
        spec.Entrypoint.Should().Equal("/run");
        (spec.WorkingDir, spec.User, spec.Hostname, spec.OpenStdin, spec.Tty, spec.HostConfig!.Privileged).Should().Be(("/srv", "1000:1000", "box", true, true, true));
        spec.HostConfig.SecurityOpt.Should().Equal("no-new-privileges");
        spec.HostConfig.DNS.Should().Equal("192.0.2.53");
        spec.HostConfig.DNSSearch.Should().Equal("example.com");
    }

    [Test]
    public void A_health_check_keeps_its_times_and_has_ECS_s_defaults()
    {
        Described.Of(Described.Bridged(Described.App with { HealthCheck = new() { Command = ["CMD-SHELL", "true"], Interval = 7, Timeout = 6, Retries = 4, StartPeriod = 8 } })).Healthcheck
            .Should().BeEquivalentTo(new HealthcheckConfig { Test = ["CMD-SHELL", "true"], Interval = TimeSpan.FromSeconds(7), Timeout = TimeSpan.FromSeconds(6), Retries = 4, StartPeriod = TimeSpan.FromSeconds(8) });
        Described.Of(Described.Bridged(Described.App with { HealthCheck = new() { Command = ["CMD", "true"] } })).Healthcheck
            .Should().BeEquivalentTo(new HealthcheckConfig { Test = ["CMD", "true"], Interval = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(5), Retries = 3, StartPeriod = null });
    }

    [TestCase(NetworkMode.Bridge, "bridge")]
    [TestCase(null, "bridge")]
    [TestCase(NetworkMode.Host, "host")]
    [TestCase(NetworkMode.None, "none")]
    [TestCase(NetworkMode.Awsvpc, Described.Bridge)]
    public void Each_network_mode_has_Docker_s_name(string? mode, string network) =>
        Described.Of(Stage.OnMachine(mode, Described.App)).HostConfig!.NetworkMode.Should().Be(network);

    [Test]
    public void The_only_container_of_an_awsvpc_task_has_the_task_s_interface_and_its_name()
    {
        var spec = Described.Of(Stage.OnMachine(NetworkMode.Awsvpc, Described.App));

        var endpoint = spec.NetworkingConfig!.EndpointsConfig.Should().ContainSingle(each => each.Key == Described.Bridge).Which.Value;
        (endpoint.IPAMConfig!.IPv4Address, endpoint.MacAddress, spec.Hostname).Should().Be((Described.Address, "02:42:ac:14:ff:fe", "ip-172-20-255-254.ec2.internal"));
    }

    [TestCase(NetworkMode.Awsvpc, null, null)]
    [TestCase(NetworkMode.Bridge, PidMode.Task, null)]
    [TestCase(NetworkMode.Bridge, null, IpcMode.Task)]
    public void One_container_alone_needs_no_pause_container(string network, string? pid, string? ipc)
    {
        var definition = Stage.OnMachine(network, Described.App) with { PidMode = pid, IpcMode = ipc };

        PauseSpec.IsNeeded(Described.Task(definition).Definition).Should().BeFalse();
        PauseSpec.IsNeeded(Described.Task(definition with { ContainerDefinitions = [Described.App, Described.Other] }).Definition).Should().BeTrue();
    }

    [Test]
    public void Containers_of_one_awsvpc_task_share_the_network_of_its_pause_container() =>
        Described.Of(Stage.OnMachine(NetworkMode.Awsvpc, Described.App, Described.Other)).HostConfig!.NetworkMode.Should().Be("container:pause");

    [TestCase(PidMode.Task, IpcMode.Task, "container:pause", "container:pause")]
    [TestCase(PidMode.Host, IpcMode.Host, "host", "host")]
    [TestCase(null, IpcMode.None, "", "none")]
    [TestCase(null, null, "", "")]
    public void Process_and_IPC_namespaces_are_shared_as_asked_for(string? pid, string? ipc, string dockerPid, string dockerIpc)
    {
        var host = Described.Of(Stage.OnMachine(NetworkMode.Bridge, Described.App, Described.Other) with { PidMode = pid, IpcMode = ipc }).HostConfig!;

        (host.PidMode, host.IpcMode).Should().Be((dockerPid, dockerIpc));
    }

    [Test]
    public void Who_shares_another_s_network_also_shares_its_name() =>
        Described.Of(Stage.OnMachine(NetworkMode.Awsvpc, Described.App, Described.Other)).Hostname.Should().BeNullOrEmpty();

    [Test]
    public void Links_name_containers_as_Docker_does()
    {
        var container = Described.Container(Stage.OnMachine(NetworkMode.Bridge, Described.App with { Links = ["db:database", "cache"] }, Stage.Container("db", "postgres"), Stage.Container("cache", "redis")));

        Described.Of(container).HostConfig!.Links.Should().SatisfyRespectively(
            first => first.Should().MatchRegex("^ecs-demo-1-db-[0-9a-f]{20}:database$"),
            second => second.Should().MatchRegex("^ecs-demo-1-cache-[0-9a-f]{20}:cache$"));
    }

    [Test]
    public void Linux_parameters_are_Docker_s()
    {
        var host = Described.Of(Described.Bridged(Described.App with
        {
            Ulimits = [new() { Name = UlimitName.Nofile, SoftLimit = 10, HardLimit = 20 }],
            SystemControls = [new() { Namespace = "net.core.somaxconn", Value = "1000" }],
            LinuxParameters = new()
            {
                InitProcessEnabled = true,
                SharedMemorySize = 64,
                Capabilities = new() { Add = ["NET_ADMIN"], Drop = ["MKNOD"] },
                Tmpfs = [new() { ContainerPath = "/scratch", Size = 16, MountOptions = ["noexec"] }],
                Devices = [new() { HostPath = "/dev/fuse", Permissions = ["read", "write"] }, new() { HostPath = "/dev/kvm", ContainerPath = "/dev/inner" }],
            },
        })).HostConfig!;

        host.Ulimits.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "nofile", Soft = 10L, Hard = 20L });
        host.Sysctls.Should().Equal(new Dictionary<string, string> { ["net.core.somaxconn"] = "1000" });
        (host.Init, host.ShmSize).Should().Be((true, 64L << 20));
        host.CapAdd.Should().Equal("NET_ADMIN");
        host.CapDrop.Should().Equal("MKNOD");
        host.Tmpfs.Should().Equal(new Dictionary<string, string> { ["/scratch"] = "noexec,size=16m" });
        host.Devices.Select(device => (device.PathOnHost, device.PathInContainer, device.CgroupPermissions)).Should().Equal(("/dev/fuse", "/dev/fuse", "rw"), ("/dev/kvm", "/dev/inner", "rwm"));
    }

    [Test]
    public void GPUs_are_asked_for_by_their_number()
    {
        var container = Described.Container(Described.Bridged(Described.App));
        container = container with { Definition = container.Definition with { ResourceRequirements = [new() { Type = ResourceType.Gpu, Value = "2" }] } };

        var request = Described.Of(container).HostConfig!.DeviceRequests.Should().ContainSingle().Which;
        request.Count.Should().Be(2);
        request.Capabilities.Should().ContainSingle().Which.Should().Equal("gpu");
    }

    [Test]
    public void A_log_driver_of_Docker_keeps_its_options_and_awslogs_is_kept_here()
    {
        var mine = Described.Of(Described.Bridged(Described.App with { LogConfiguration = new() { LogDriver = LogDriver.JsonFile, Options = new([new("max-size", "1m")]) } })).HostConfig!.LogConfig;
        (mine.Type, mine.Config["max-size"]).Should().Be(("json-file", "1m"));

        var kept = Described.Of(Described.Bridged(Described.App with { LogConfiguration = new() { LogDriver = LogDriver.Awslogs, Options = new([new("awslogs-group", "g"), new("awslogs-region", "us-east-1")]) } })).HostConfig!.LogConfig;
        kept.Type.Should().Be("json-file");
        kept.Config.Should().NotContainKey("awslogs-group").And.ContainKey("max-size");
    }

    [Test]
    public void How_lines_are_delivered_is_Docker_s_matter_also_for_awslogs()
    {
        var options = new Workbook.Shapes.ValueMap<string>([new("awslogs-group", "g"), new("awslogs-region", "us-east-1"), new("mode", "non-blocking"), new("max-buffer-size", "4m")]);
        var config = Described.Of(Described.Bridged(Described.App with { LogConfiguration = new() { LogDriver = LogDriver.Awslogs, Options = options } })).HostConfig!.LogConfig.Config;
        (config["mode"], config["max-buffer-size"]).Should().Be(("non-blocking", "4m"));
    }

    [Test]
    public void Secret_options_of_a_log_driver_reach_Docker_with_their_values()
    {
        var configuration = new LogConfiguration { LogDriver = LogDriver.Splunk, Options = new([new("splunk-url", "https://splunk:8088")]), SecretOptions = [new() { Name = "splunk-token", ValueFrom = "token" }] };
        var config = Workbook.Engine.Runtimes.Docker.Spec.Logging.Of(configuration, new Dictionary<string, string> { ["splunk-token"] = "s3cret" });
        config.Type.Should().Be("splunk");
        config.Config.Should().Equal(new Dictionary<string, string> { ["splunk-url"] = "https://splunk:8088", ["splunk-token"] = "s3cret" });
    }
}
