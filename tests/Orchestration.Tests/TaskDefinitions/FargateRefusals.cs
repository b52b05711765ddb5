using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;
using static Workbook.Orchestration.Tests.TaskDefinitions.Requests;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>What Fargate does not take, and the sizes that it does.</summary>
internal sealed class FargateRefusals
{
    private static IEnumerable<TestCaseData> Rows()
    {
        const string Logs = "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.";
        yield return Refusal.Of("no network mode", Fargate() with { NetworkMode = null }, "Fargate only supports network mode ‘awsvpc’.");
        yield return Refusal.Of("bridge", Fargate() with { NetworkMode = "bridge" }, "Fargate only supports network mode ‘awsvpc’.");
        yield return Refusal.Of("no cpu", Fargate() with { Cpu = null }, "Fargate requires that 'cpu' be defined at the task level.");
        yield return Refusal.Of("no memory", Fargate() with { Memory = null }, "Fargate requires that 'memory' be defined at the task level.");
        yield return Refusal.Of("size", Fargate() with { Cpu = "1024", Memory = "1024" }, "No Fargate configuration exists for given values: 1024 CPU, 1024 memory. See the Amazon ECS documentation for the valid values.");
        yield return Refusal.Of("Windows size", Windows() with { Cpu = "512", Memory = "2048" }, "No Fargate configuration exists for given values: 512 CPU, 2048 memory. See the Amazon ECS documentation for the valid values.");
        yield return Refusal.Of("Windows on ARM", Windows() with { RuntimePlatform = new() { OperatingSystemFamily = "WINDOWS_SERVER_2022_CORE", CpuArchitecture = "ARM64" } }, "No Fargate configuration exists for given values: 1024 CPU, 2048 memory. See the Amazon ECS documentation for the valid values.");
        yield return Refusal.Of("ipc", Fargate() with { IpcMode = "task" }, "Fargate compatible task definitions do not support ipcMode");
        yield return Refusal.Of("pid", Fargate() with { PidMode = "host" }, "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.");
        yield return Refusal.Of("constraints", Fargate() with { PlacementConstraints = [new() { Type = "memberOf", Expression = "attribute:a == b" }] }, "Fargate compatible task definitions do not support constraints");
        yield return Refusal.Of("little storage", Fargate() with { EphemeralStorage = new() { SizeInGiB = 20 } }, "EphemeralStorage size should be at least 21");
        yield return Refusal.Of("much storage", Fargate() with { EphemeralStorage = new() { SizeInGiB = 201 } }, "EphemeralStorage size should be at most 200");
        yield return Refusal.Of("source path", Fargate() with { Volumes = [new() { Name = "v", Host = new() { SourcePath = "/x" } }] }, "Fargate compatible task definitions do not support sourcePath");
        yield return Refusal.Of("docker volume", Fargate() with { Volumes = [new() { Name = "v", DockerVolumeConfiguration = new() }] }, "Fargate compatible task definitions do not support dockerVolumeConfiguration");

        yield return Row("privileged", App with { Privileged = true }, "Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.");
        yield return Row("security options", App with { DockerSecurityOptions = ["no-new-privileges"] }, "Fargate compatible task definitions do not support dockerSecurityOptions");
        yield return Row("capability", Linux(new() { Capabilities = new() { Add = ["NET_ADMIN"] } }), "NET_ADMIN is not allowed on Fargate.");
        yield return Row("devices", Linux(new() { Devices = [new() { HostPath = "/dev/x" }] }), "Fargate compatible task definitions do not support devices");
        yield return Row("shared memory", Linux(new() { SharedMemorySize = 64 }), "Fargate compatible task definitions do not support sharedMemorySize");
        yield return Row("swap", Linux(new() { MaxSwap = 64 }), "Fargate compatible task definitions do not support maxSwap");
        yield return Row("swappiness", Linux(new() { Swappiness = 10 }), "Fargate compatible task definitions do not support swappiness");
        yield return Row("ulimit", App with { Ulimits = [new() { Name = "memlock", SoftLimit = -1, HardLimit = -1 }] }, "Fargate compatible task definitions do not support ulimit memlock");
        yield return Row("gpu", App with { ResourceRequirements = [new() { Type = "GPU", Value = "1" }] }, "Tasks using the Fargate launch type do not support GPU resource requirements.");
        yield return Row("slow start", App with { StartTimeout = 121 }, "Tasks using the Fargate launch type must have a container start timeout of less than 120 seconds.");
        yield return Row("slow stop", App with { StopTimeout = 121 }, "Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.");
        yield return Row("router file", App with { FirelensConfiguration = new() { Type = "fluentbit", Options = new([new("config-file-type", "s3"), new("config-file-value", "arn:aws:s3:::b/k")]) } }, "Fargate launch type does not support FirelensConfiguration config file from 's3'");
        yield return Row("log driver", App with { LogConfiguration = new() { LogDriver = "json-file" } }, "json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]");
        yield return Row("stream prefix", App with { LogConfiguration = Awslogs }, Logs);
        yield return Refusal.Of("log role", Fargate(App with { LogConfiguration = Awslogs }) with { ExecutionRoleArn = null }, "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        yield return Refusal.Of("ECR role", Fargate(App with { Image = EcrImage }) with { ExecutionRoleArn = null }, "Fargate requires task definition to have execution role ARN to support ECR images.");
    }

    [TestCaseSource(nameof(Rows))]
    public void Are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    [Test]
    public void Only_make_a_definition_incompatible_when_Fargate_is_not_required([ValueSource(nameof(RowsWithoutOwnRefusal))] RegisterTaskDefinitionRequest request)
    {
        var definition = TaskDefinitionRules.Register(request with { RequiresCompatibilities = null, RuntimePlatform = null });
        definition.Compatibilities.Should().NotContain("FARGATE").And.Contain("EC2");
    }

    // Without FARGATE required, storage is refused for another reason and Windows sizes are Linux sizes.
    private static IEnumerable<RegisterTaskDefinitionRequest> RowsWithoutOwnRefusal() =>
        Rows().Select(row => (RegisterTaskDefinitionRequest)row.Arguments[0]!)
            .Where(request => request.EphemeralStorage is null && request.RuntimePlatform is null);

    [TestCase(256, "512 1024 2048")]
    [TestCase(512, "1024 2048 3072 4096")]
    [TestCase(1024, "2048 3072 4096 5120 6144 7168 8192")]
    [TestCase(2048, "4096 5120 6144 7168 8192 9216 10240 11264 12288 13312 14336 15360 16384")]
    [TestCase(8192, "16384 20480 24576 28672 32768 36864 40960 45056 49152 53248 57344 61440")]
    [TestCase(16384, "32768 40960 49152 57344 65536 73728 81920 90112 98304 106496 114688 122880")]
    public void Sizes_are_those_of_the_table(int cpu, string memories)
    {
        var accepted = Enumerable.Range(1, 256).Select(step => step * 512).Where(memory => IsAccepted(cpu, memory));
        string.Join(' ', accepted).Should().Be(memories);
    }

    [Test]
    public void Four_vCPUs_come_with_8_to_30_GB() =>
        Enumerable.Range(1, 64).Where(gigabytes => IsAccepted(4096, gigabytes * 1024)).Should().Equal(Enumerable.Range(8, 23));

    [TestCase(1536)]
    [TestCase(32768)]
    [TestCase(100)]
    public void Other_cpu_values_have_no_size(int cpu) =>
        Enumerable.Range(1, 512).Should().NotContain(gigabytes => IsAccepted(cpu, gigabytes * 1024));

    private static bool IsAccepted(int cpu, int memory)
    {
        try
        {
            TaskDefinitionRules.Register(Fargate() with { Cpu = $"{cpu}", Memory = $"{memory}" });
            return true;
        }
        catch (ApiException error)
        {
            error.Message.Should().StartWith("No Fargate configuration exists");
            return false;
        }
    }

    private static LogConfiguration Awslogs { get; } =
        new() { LogDriver = "awslogs", Options = new([new("awslogs-group", "/ecs/app"), new("awslogs-region", "us-east-1")]) };

    private static RegisterTaskDefinitionRequest Windows() => Fargate() with
    {
        Cpu = "1024",
        Memory = "2048",
        RuntimePlatform = new() { OperatingSystemFamily = OSFamily.WindowsServer2022Core },
    };

    private static ContainerDefinition Linux(LinuxParameters linux) => App with { LinuxParameters = linux };

    private static TestCaseData Row(string name, ContainerDefinition container, string message) => Refusal.Of(name, Fargate(container), message);
}
