using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>Whole definitions as DescribeTaskDefinition shows them after registration.</summary>
internal sealed class NormalisationTests
{
    /// <summary>The first example of the AWS CLI's register-task-definition page, with the members that ECS added since.</summary>
    [Test]
    public void Sleep360()
    {
        var sleep = new ContainerDefinition { Name = "sleep", Image = "busybox", Cpu = 10, Memory = 10, Command = ["sleep", "360"], Essential = true };

        TaskDefinitionRules.Register(new() { Family = "sleep360", ContainerDefinitions = [sleep] }).Should().Be(new TaskDefinition
        {
            Family = "sleep360",
            ContainerDefinitions =
            [
                sleep with { PortMappings = [], Environment = [], MountPoints = [], VolumesFrom = [], SystemControls = [] },
            ],
            Volumes = [],
            PlacementConstraints = [],
            Compatibilities = ["EXTERNAL", "EC2"],
        });
    }

    [Test]
    public void A_web_service_on_Fargate()
    {
        var web = new ContainerDefinition
        {
            Name = "web",
            Image = EcrImage,
            PortMappings = [new() { ContainerPort = 8080, Name = "web-8080-tcp", AppProtocol = "http" }],
            Secrets = [new() { Name = "DB", ValueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf:password::" }],
            HealthCheck = new() { Command = ["CMD-SHELL", "curl -f http://localhost:8080/ || exit 1"] },
            MountPoints = [new() { SourceVolume = "scratch", ContainerPath = "/tmp" }],
            LogConfiguration = new()
            {
                LogDriver = "awslogs",
                Options = new([new("awslogs-group", "/ecs/web"), new("awslogs-region", "us-east-1"), new("awslogs-stream-prefix", "ecs")]),
            },
        };
        var request = new RegisterTaskDefinitionRequest
        {
            Family = "web",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = ["FARGATE"],
            Cpu = ".5 vCPU",
            Memory = "1GB",
            ExecutionRoleArn = Role,
            TaskRoleArn = Role,
            ContainerDefinitions = [web],
            Volumes = [new() { Name = "scratch" }],
            RuntimePlatform = new() { CpuArchitecture = "ARM64", OperatingSystemFamily = "LINUX" },
            Tags = [new() { Key = "team", Value = "shop" }],
        };

        TaskDefinitionRules.Register(request).Should().Be(new TaskDefinition
        {
            Family = "web",
            NetworkMode = "awsvpc",
            RequiresCompatibilities = ["FARGATE"],
            Compatibilities = ["EC2", "MANAGED_INSTANCES", "FARGATE"],
            Cpu = "512",
            Memory = "1024",
            ExecutionRoleArn = Role,
            TaskRoleArn = Role,
            ContainerDefinitions =
            [
                web with
                {
                    Cpu = 0,
                    Essential = true,
                    PortMappings = [new() { ContainerPort = 8080, HostPort = 8080, Protocol = "tcp", Name = "web-8080-tcp", AppProtocol = "http" }],
                    Environment = [],
                    VolumesFrom = [],
                    SystemControls = [],
                    HealthCheck = web.HealthCheck with { Interval = 30, Timeout = 5, Retries = 3 },
                },
            ],
            Volumes = [new() { Name = "scratch", Host = new() }],
            PlacementConstraints = [],
            RuntimePlatform = request.RuntimePlatform,
            RequiresAttributes = Attributes(
                "com.amazonaws.ecs.capability.logging-driver.awslogs",
                "com.amazonaws.ecs.capability.docker-remote-api.1.19",
                "ecs.capability.execution-role-awslogs",
                "com.amazonaws.ecs.capability.ecr-auth",
                "ecs.capability.execution-role-ecr-pull",
                "ecs.capability.secrets.asm.environment-variables",
                "com.amazonaws.ecs.capability.task-iam-role",
                "ecs.capability.container-health-check",
                "com.amazonaws.ecs.capability.docker-remote-api.1.29",
                "com.amazonaws.ecs.capability.docker-remote-api.1.18",
                "ecs.capability.task-eni"),
        });
    }

    [Test]
    public void Two_linked_containers_with_volumes_on_EC2()
    {
        var request = Ec2(
            App with
            {
                PortMappings = [new() { ContainerPort = 80 }, new() { ContainerPort = 53, HostPort = 53, Protocol = "udp" }, new() { ContainerPortRange = "7000-7010" }],
                Links = ["side:cache"],
                MountPoints = [new() { SourceVolume = "data", ContainerPath = "/data", ReadOnly = true }],
                Privileged = true,
            },
            Sidecar with { MemoryReservation = 32, DependsOn = [], VolumesFrom = [new() { SourceContainer = "init" }] },
            Sidecar with { Name = "init", LinuxParameters = new() { InitProcessEnabled = true } }) with
        {
            NetworkMode = "bridge",
            Volumes =
            [
                new() { Name = "data", EfsVolumeConfiguration = new() { FileSystemId = "fs-1", TransitEncryption = "ENABLED" } },
                new() { Name = "cache", DockerVolumeConfiguration = new() { Driver = "rexray" } },
                new() { Name = "logs", Host = new() { SourcePath = "/var/log" } },
            ],
        };

        var definition = TaskDefinitionRules.Register(request);

        definition.NetworkMode.Should().Be("bridge");
        definition.Compatibilities.Should().Equal("EC2");
        definition.ContainerDefinitions![0].PortMappings.Should().Equal(
            new PortMapping { ContainerPort = 80, HostPort = 0, Protocol = "tcp" },
            new PortMapping { ContainerPort = 53, HostPort = 53, Protocol = "udp" },
            new PortMapping { ContainerPortRange = "7000-7010", Protocol = "tcp" });
        definition.Volumes.Should().Equal(
            new Volume { Name = "data", EfsVolumeConfiguration = new() { FileSystemId = "fs-1", RootDirectory = "/", TransitEncryption = "ENABLED" } },
            new Volume { Name = "cache", DockerVolumeConfiguration = new() { Scope = "task", Driver = "rexray" } },
            new Volume { Name = "logs", Host = new() { SourcePath = "/var/log" } });
        definition.RequiresAttributes.Should().Equal(Attributes(
            "ecs.capability.efs",
            "ecs.capability.efsAuth",
            "com.amazonaws.ecs.capability.docker-remote-api.1.25",
            "ecs.capability.docker-plugin.rexray",
            "com.amazonaws.ecs.capability.privileged-container",
            "com.amazonaws.ecs.capability.docker-remote-api.1.21"));
    }

    [Test]
    public void Logs_through_a_router_with_everything_secret()
    {
        var request = Awsvpc(
            App with
            {
                LogConfiguration = new() { LogDriver = "awsfirelens", SecretOptions = [new() { Name = "key", ValueFrom = "/log/key" }] },
                EnvironmentFiles = [new() { Type = "s3", Value = "arn:aws:s3:::bucket/app.env" }],
                RepositoryCredentials = new() { CredentialsParameter = "arn:aws:secretsmanager:us-east-1:123456789012:secret:hub-AbCdEf" },
                Secrets = [new() { Name = "A", ValueFrom = "a" }],
                DependsOn = [new() { ContainerName = "side", Condition = "START" }],
            },
            Sidecar with { FirelensConfiguration = new() { Type = "fluentbit", Options = new([new("config-file-type", "file"), new("config-file-value", "/x.conf")]) } }) with
        {
            ExecutionRoleArn = "ecsTaskExecutionRole",
            PidMode = "task",
        };

        TaskDefinitionRules.Register(request).RequiresAttributes.Should().Equal(Attributes(
            "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
            "com.amazonaws.ecs.capability.docker-remote-api.1.19",
            "ecs.capability.secrets.ssm.bootstrap.log-driver",
            "ecs.capability.firelens.fluentbit",
            "ecs.capability.firelens.options.config.file",
            "ecs.capability.private-registry-authentication.secretsmanager",
            "ecs.capability.secrets.ssm.environment-variables",
            "ecs.capability.env-files.s3",
            "ecs.capability.container-ordering",
            "ecs.capability.pid-ipc-namespace-sharing",
            "com.amazonaws.ecs.capability.docker-remote-api.1.17",
            "com.amazonaws.ecs.capability.docker-remote-api.1.18",
            "ecs.capability.task-eni"));
    }

    [TestCase("1 vCPU", "2GB", "1024", "2048")]
    [TestCase("0.25vcpu", "0.5 gb", "256", "512")]
    [TestCase("196608", "3072", "196608", "3072")]
    public void Sizes_become_units_and_MiB(string cpu, string memory, string units, string mebibytes)
    {
        var definition = TaskDefinitionRules.Register(Ec2() with { Cpu = cpu, Memory = memory });
        definition.Cpu.Should().Be(units);
        definition.Memory.Should().Be(mebibytes);
    }

    [Test]
    public void Host_ports_are_the_containers_own_where_they_share_the_interface([Values("host", "awsvpc")] string mode, [Values(null, 0, 80)] int? host)
    {
        var definition = TaskDefinitionRules.Register(Ec2(App with { PortMappings = [new() { ContainerPort = 80, HostPort = host }] }) with { NetworkMode = mode });
        definition.ContainerDefinitions![0].PortMappings![0].HostPort.Should().Be(80);
    }

    [Test]
    public void Managed_Instances_default_to_awsvpc() =>
        TaskDefinitionRules.Register(Ec2() with { RequiresCompatibilities = ["MANAGED_INSTANCES"] }).NetworkMode.Should().Be("awsvpc");

    [Test]
    public void Storage_of_the_task_leaves_Fargate_only() =>
        TaskDefinitionRules.Register(Fargate() with { EphemeralStorage = new() { SizeInGiB = 21 } }).Compatibilities.Should().Equal("FARGATE");

    [Test]
    public void The_same_port_over_TCP_and_UDP_is_no_conflict([Values("bridge", "host", "awsvpc")] string mode)
    {
        var dns = App with { PortMappings = [new() { ContainerPort = 53, HostPort = 53 }, new() { ContainerPort = 53, HostPort = 53, Protocol = "udp" }] };
        FluentActions.Invoking(() => TaskDefinitionRules.Register(Ec2(dns) with { NetworkMode = mode })).Should().NotThrow();
    }

    [Test]
    public void A_circle_needs_a_way_back()
    {
        // app → side, app → init, side → init: a diamond's worth of paths and no circle.
        var request = Ec2(
            App with { DependsOn = [new() { ContainerName = "side", Condition = "START" }, new() { ContainerName = "init", Condition = "SUCCESS" }] },
            Sidecar with { DependsOn = [new() { ContainerName = "init", Condition = "COMPLETE" }] },
            Sidecar with { Name = "init" });
        FluentActions.Invoking(() => TaskDefinitionRules.Register(request)).Should().NotThrow();
    }

    private static ValueList<Shapes.Ecs.Attribute> Attributes(params string[] names) =>
        names.Select(name => new Shapes.Ecs.Attribute { Name = name }).ToValueList();
}
