using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using static Workbook.Orchestration.Tests.TaskDefinitions.Requests;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>What passes once passes again unchanged: tools register what they described.</summary>
internal sealed class IdempotencyTests
{
    private const int Samples = 3000;

    [Test]
    public void A_registered_definition_registers_as_itself([Values(1, 2, 3, 4)] int seed)
    {
        var random = new Random(seed);
        var passed = 0;
        for (var i = 0; i < Samples; i++)
        {
            var request = Any(random);
            TaskDefinition once;
            try
            {
                once = TaskDefinitionRules.Register(request);
            }
            catch (ApiException)
            {
                // Only refusals may end a registration; anything else fails the test.
                continue;
            }
            passed++;
            TaskDefinitionRules.Register(Again(once)).Should().Be(once, "sample {0} of seed {1} should be stable", i, seed);
        }
        passed.Should().BeGreaterThan(Samples / 20, "the generator should mostly miss the rules by little");
    }

    private static RegisterTaskDefinitionRequest Any(Random random)
    {
        var fargate = Chance(random, 40);
        return new()
        {
            Family = "f",
            NetworkMode = fargate ? "awsvpc" : Pick(random, null, "bridge", "host", "awsvpc", "none"),
            RequiresCompatibilities = fargate ? ["FARGATE"] : Pick<ValueList<string>>(random, null, [], ["EC2"], ["EXTERNAL"], ["MANAGED_INSTANCES"]),
            Cpu = Pick(random, "256", "512", "1 vCPU", ".25vCPU", fargate ? "2048" : null),
            Memory = Pick(random, "1024", "2048", "2 GB", "4GB", fargate ? "4096" : null),
            ExecutionRoleArn = Pick(random, Role, Role, null),
            TaskRoleArn = Pick(random, null, "taskRole"),
            PidMode = Pick(random, null, null, null, "task", "host"),
            IpcMode = Pick(random, null, null, null, null, "none"),
            EphemeralStorage = fargate && Chance(random, 20) ? new() { SizeInGiB = 30 } : null,
            RuntimePlatform = Pick(random, null, null, new RuntimePlatform { CpuArchitecture = "ARM64" }, new RuntimePlatform { OperatingSystemFamily = "WINDOWS_SERVER_2022_CORE" }),
            EnableFaultInjection = Pick<bool?>(random, null, true),
            Volumes = Volumes(random),
            ContainerDefinitions = Enumerable.Range(0, random.Next(1, 4)).Select(index => Container(random, index)).ToValueList(),
        };
    }

    private static ValueList<Volume>? Volumes(Random random) => Pick<ValueList<Volume>>(
        random,
        null,
        [],
        [new() { Name = "v" }],
        [new() { Name = "v", Host = new() { SourcePath = "/x" } }],
        [new() { Name = "v", EfsVolumeConfiguration = new() { FileSystemId = "fs-1" } }],
        [new() { Name = "v", DockerVolumeConfiguration = new() { Autoprovision = true, Scope = "shared" } }],
        [new() { Name = "v", DockerVolumeConfiguration = new() }],
        [new() { Name = "v", ConfiguredAtLaunch = true }]);

    private static ContainerDefinition Container(Random random, int index) => new()
    {
        Name = $"c{index}",
        Image = Pick(random, "nginx", EcrImage, "nginx@sha256:0123456789abcdef"),
        Cpu = Pick<int?>(random, null, 0, 64),
        Memory = Pick<int?>(random, 64, 128, null),
        MemoryReservation = Pick<int?>(random, null, null, 64),
        Essential = index == 0 ? Pick<bool?>(random, null, true) : Pick<bool?>(random, null, false),
        PortMappings = Pick<ValueList<PortMapping>>(
            random,
            null,
            [],
            [new() { ContainerPort = 80 + index }],
            [new() { ContainerPort = 80 + index, HostPort = 0, Protocol = "udp" }],
            [new() { ContainerPort = 80 + index, HostPort = 80 + index, Name = $"p{index}" }],
            [new() { ContainerPortRange = $"{1000 + (index * 100)}-{1010 + (index * 100)}" }]),
        Environment = Pick<ValueList<Shapes.Ecs.KeyValuePair>>(random, null, [new() { Name = "A", Value = "" }]),
        Secrets = Pick<ValueList<Secret>>(random, null, null, [new() { Name = "S", ValueFrom = "/s" }]),
        MountPoints = Pick<ValueList<MountPoint>>(random, null, [], [new() { SourceVolume = "v", ContainerPath = "/v" }]),
        HealthCheck = Pick(random, null, new HealthCheck { Command = ["CMD", "true"] }, new HealthCheck { Command = ["CMD-SHELL", "exit 0"], StartPeriod = 10 }),
        DependsOn = index == 0 ? null : Pick<ValueList<ContainerDependency>>(random, null, [], [new() { ContainerName = "c0", Condition = Pick(random, "START", "HEALTHY") }]),
        LogConfiguration = Pick(random, null, null, Awslogs),
        Links = index == 0 ? null : Pick<ValueList<string>>(random, null, null, null, ["c0:first"]),
        LinuxParameters = Pick(random, null, null, new LinuxParameters { InitProcessEnabled = true }),
        RestartPolicy = Pick(random, null, null, new ContainerRestartPolicy { Enabled = true, RestartAttemptPeriod = 60 }),
        StopTimeout = Pick<int?>(random, null, null, 120, 121),
        Privileged = Pick<bool?>(random, null, null, false, true),
    };

    private static LogConfiguration Awslogs { get; } = new()
    {
        LogDriver = "awslogs",
        Options = new([new("awslogs-group", "g"), new("awslogs-region", "r"), new("awslogs-stream-prefix", "p")]),
    };

    private static T? Pick<T>(Random random, params T?[] choices) => choices[random.Next(choices.Length)];

    private static bool Chance(Random random, int percent) => random.Next(100) < percent;
}
