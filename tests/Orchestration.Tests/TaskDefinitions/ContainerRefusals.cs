using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>One mistake in one container each; EC2, on the bridge, unless the row says otherwise.</summary>
internal sealed class ContainerRefusals
{
    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Row("no name", App with { Name = null }, "Container.name should not be null or empty.");
        yield return Row("name with a space", App with { Name = "my app" }, "Container.name contains invalid characters.");
        yield return Row("long name", App with { Name = new('a', 256) }, "Container.name contains invalid characters.");
        yield return Row("no image", App with { Image = "" }, "Container.image should not be null or empty.");
        yield return Row("image as a variable", App with { Image = "$IMAGE" }, "Container.image contains invalid characters.");
        yield return Row("cpu", App with { Cpu = -1 }, "Invalid 'cpu' setting for container 'app'.");
        yield return Row("no memory", App with { Memory = null }, "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.");
        yield return Row("little memory", App with { Memory = 5 }, "Invalid 'memory' setting for container 'app'.");
        yield return Row("little reservation", App with { MemoryReservation = 0 }, "Invalid 'memoryReservation' setting for container 'app'.");
        yield return Row("reservation above memory", App with { Memory = 256, MemoryReservation = 512 }, "Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.");
        yield return Row("start timeout", App with { StartTimeout = 1 }, "Granular start timeout on container 'app' must be at least 2 seconds.");
        yield return Row("stop timeout", App with { StopTimeout = 1 }, "Granular stop timeout on container 'app' must be at least 2 seconds.");
        yield return Row("version consistency", App with { VersionConsistency = "maybe" }, "Invalid 'versionConsistency' setting for container 'app'.");

        yield return Row("no port", Port(new()), "Invalid 'containerPort' setting for container 'app'.");
        yield return Row("port 0", Port(new() { ContainerPort = 0 }), "Invalid 'containerPort' setting for container 'app'.");
        yield return Row("port 65536", Port(new() { ContainerPort = 65536 }), "Invalid 'containerPort' setting for container 'app'.");
        yield return Row("host port", Port(new() { ContainerPort = 80, HostPort = 70000 }), "Invalid 'hostPort' setting for container 'app'.");
        yield return Row("protocol", Port(new() { ContainerPort = 80, Protocol = "sctp" }), "Invalid 'protocol' setting for container 'app'.");
        yield return Row("app protocol", Port(new() { ContainerPort = 80, AppProtocol = "ftp" }), "Invalid 'appProtocol' setting for container 'app'.");
        yield return Row("port name", Port(new() { ContainerPort = 80, Name = "-web" }), "Invalid 'name' setting for container 'app'.");
        yield return Row("reversed range", Port(new() { ContainerPortRange = "90-80" }), "Invalid 'containerPortRange' setting for container 'app'.");
        yield return Row("range of one", Port(new() { ContainerPortRange = "80" }), "Invalid 'containerPortRange' setting for container 'app'.");
        yield return Row("range beyond", Port(new() { ContainerPortRange = "65000-65536" }), "Invalid 'containerPortRange' setting for container 'app'.");
        yield return Row("range and port", Port(new() { ContainerPortRange = "80-90", ContainerPort = 80 }), "Invalid port mapping for container 'app', cannot specify both single port and port range.");
        yield return Row("same host port", Port(new() { ContainerPort = 80, HostPort = 3000 }, new() { ContainerPort = 81, HostPort = 3000 }), "TCP host port '3000' is mapped multiple times in task.");
        yield return Row("same port name", Port(new() { ContainerPort = 80, Name = "web" }, new() { ContainerPort = 81, Name = "web" }), "When networkMode=bridge, port mapping name is already used");

        yield return Row("unknown link", App with { Links = ["db:database"] }, "Invalid 'links' setting. Unknown container: 'db'.");
        yield return Row("unknown volume", App with { MountPoints = [new() { SourceVolume = "data", ContainerPath = "/data" }] }, "Unknown volume 'data'.");
        yield return Row("volume without name", App with { MountPoints = [new() { ContainerPath = "/data" }] }, "Unknown volume 'null'.");
        yield return Row("unknown source", App with { VolumesFrom = [new() { SourceContainer = "nope" }] }, "Invalid 'volumesFrom' setting. Unknown container: 'nope'.");

        yield return Row("variable", App with { Environment = [new() { Value = "v" }] }, "Environment variable name cannot be null or blank.");
        yield return Row("private registry", App with { RepositoryCredentials = new() { CredentialsParameter = "arn:s" } }, "Private repository authentication requires that the task definition specify a value for executionRoleArn.");
        yield return Row("secret without role", App with { Secrets = [new() { Name = "S", ValueFrom = "/s" }] }, "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        yield return Row("files without role", Files(File), "When you are specifying environment files, you must also specify a value for 'executionRoleArn'.");
        yield return Row("eleven files", Files(Enumerable.Repeat(File, 11).ToValueList()), "The maximum number of environment files was exceeded. Specify ten or less and try again.");
        yield return Row("file type", Files(File with { Type = "efs" }), "Invalid environment file type 'efs'. Must be one of [s3]");
        yield return Row("file address", Files(File with { Value = "s3://bucket/a.env" }), "Invalid arn syntax.");
        yield return Row("file extension", Files(File with { Value = "arn:aws:s3:::bucket/a.txt" }), "Environment files must have a .env file extension.");

        yield return Row("no health command", Healthy(new()), "Health check command must not be empty for container 'app'");
        yield return Row("bare health command", Healthy(new() { Command = ["curl", "localhost"] }), "Health check command must start with CMD or CMD-SHELL for container 'app'");
        yield return Row("health CMD alone", Healthy(new() { Command = ["CMD"] }), "Health check command must start with CMD or CMD-SHELL for container 'app'");
        foreach (var (setting, check, least, most) in Ranges())
        {
            yield return Row($"{setting} low", Healthy(check(least - 1)), $"Health check {setting} must be greater than or equal to the minimum allowed value {least} for container 'app'");
            yield return Row($"{setting} high", Healthy(check(most + 1)), $"Health check {setting} must be less than or equal to the maximum allowed value {most} for container 'app'");
        }

        yield return Row("no driver", App with { LogConfiguration = new() }, "logConfiguration.logDriver should not be null or empty.");
        yield return Row("driver", App with { LogConfiguration = new() { LogDriver = "paper" } }, "paper is not a valid log driver. Must be one of [json-file,syslog,journald,gelf,fluentd,awslogs,splunk,awsfirelens]");
        yield return Row("awslogs", Logs("awslogs"), "Log driver awslogs requires options: awslogs-region, awslogs-group");
        yield return Row("awslogs without group", Logs("awslogs", "awslogs-region"), "Log driver awslogs requires options: awslogs-group");
        yield return Row("awslogs with more", Logs("awslogs", "awslogs-region", "awslogs-group", "log_key"), "Log driver awslogs disallows options: log_key");
        yield return Row("splunk", Logs("splunk", "splunk-token"), "Log driver splunk requires options: splunk-url");
        yield return Row("awsfirelens alone", Logs("awsfirelens"), "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.");
        yield return Row("router type", App with { FirelensConfiguration = new() { Type = "vector" } }, "Invalid 'firelensConfiguration' setting for container 'app'.");
        yield return Row("router file", Router("config-file-type=s3", "config-file-value=s3://b/k"), "Invalid arn syntax.");
        yield return Row("router file type", Router("config-file-type=efs"), "Invalid 'firelensConfiguration' setting for container 'app'.");

        yield return Row("capability", App with { LinuxParameters = new() { Capabilities = new() { Drop = ["CAP_CHOWN"] } } }, "Invalid 'capabilities' setting for container 'app'.");
        yield return Row("device", App with { LinuxParameters = new() { Devices = [new()] } }, "Invalid 'devices' setting for container 'app'.");
        yield return Row("tmpfs size", App with { LinuxParameters = new() { Tmpfs = [new() { ContainerPath = "/t", Size = 0 }] } }, "The container has an invalid tmpfs size value specified. It must be a non-zero, non-negative integer.");
        yield return Row("tmpfs path", App with { LinuxParameters = new() { Tmpfs = [new() { Size = 1 }] } }, "Invalid 'tmpfs' setting for container 'app'.");
        yield return Row("shared memory", App with { LinuxParameters = new() { SharedMemorySize = 0 } }, "Invalid 'sharedMemorySize' setting for container 'app'.");
        yield return Row("swap", App with { LinuxParameters = new() { MaxSwap = -1 } }, "Invalid 'maxSwap' setting for container 'app'.");
        yield return Row("swappiness", App with { LinuxParameters = new() { Swappiness = 101 } }, "Invalid 'swappiness' setting for container 'app'.");
        yield return Row("ulimit name", App with { Ulimits = [new() { Name = "files", SoftLimit = 1, HardLimit = 1 }] }, "Invalid 'ulimits' setting for container 'app'.");
        yield return Row("ulimit order", App with { Ulimits = [new() { Name = "nofile", SoftLimit = 2, HardLimit = 1 }] }, "Soft limit exceeds hard limit for ulimit nofile");
        yield return Row("unlimited ulimit", App with { Ulimits = [new() { Name = "nofile", SoftLimit = -1, HardLimit = 1 }] }, "Soft limit exceeds hard limit for ulimit nofile");
        yield return Row("system control", App with { SystemControls = [new() { Namespace = "vm.max_map_count", Value = "1" }] }, "Invalid 'systemControls' setting for container 'app'.");
        yield return Row("gpu count", App with { ResourceRequirements = [new() { Type = "GPU", Value = "0" }] }, "Invalid 'resourceRequirements' setting for container 'app'.");
        yield return Row("resource type", App with { ResourceRequirements = [new() { Type = "FPGA", Value = "1" }] }, "Invalid 'resourceRequirements' setting for container 'app'.");
        yield return Row("elastic inference", App with { ResourceRequirements = [new() { Type = "InferenceAccelerator", Value = "d" }] }, "Invalid 'resourceRequirements' setting for container 'app'.");
        yield return Row("restart period", App with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 59 } }, "The 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.");
        yield return Row("restart enabled", App with { RestartPolicy = new() }, "Invalid 'restartPolicy' setting for container 'app'.");
        yield return Row("restart codes", App with { RestartPolicy = new() { Enabled = true, IgnoredExitCodes = Enumerable.Range(0, 51).ToValueList() } }, "The 'ignoredExitCodes' setting for container 'app' must not have more than 50 values.");
    }

    [TestCaseSource(nameof(Rows))]
    public void Are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static IEnumerable<TestCaseData> SecretRows()
    {
        static TestCaseData Secrets(string name, ContainerDefinition container, string message) =>
            Refusal.Of(name, Ec2(container) with { ExecutionRoleArn = Role }, message);

        const string Invalid = "is invalid. The parameter name can be up to 2048 characters and include the following letters and symbols: a-zA-Z0-9_.-";
        var secret = new Secret { Name = "KEY", ValueFrom = "/prod/key" };
        yield return Secrets("no name", App with { Secrets = [secret with { Name = "" }] }, "Secret name cannot be null or blank.");
        yield return Secrets("no value", App with { Secrets = [secret with { ValueFrom = null }] }, "The value of secret KEY cannot be null or blank.");
        yield return Secrets("twice", App with { Secrets = [secret, secret] }, "Duplicate secret names found: KEY. Each secret name must be unique.");
        yield return Secrets("also a variable", App with { Secrets = [secret], Environment = [new() { Name = "KEY", Value = "v" }] }, "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'KEY'.");
        yield return Secrets("bare name with a key", App with { Secrets = [secret with { ValueFrom = "db:password::" }] }, $"The Systems Manager parameter name specified for secret KEY {Invalid}");
        yield return Secrets("another ARN", App with { Secrets = [secret with { ValueFrom = "arn:aws:s3:::bucket/token" }] }, $"The Systems Manager parameter name specified for secret KEY {Invalid}");
        yield return Secrets("log secret", App with { LogConfiguration = new() { LogDriver = "splunk", SecretOptions = [secret with { ValueFrom = "a b" }] } }, $"The Systems Manager parameter name specified for secret KEY {Invalid}");
    }

    [TestCaseSource(nameof(SecretRows))]
    public void Of_secrets_are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static EnvironmentFile File { get; } = new() { Type = "s3", Value = "arn:aws:s3:::bucket/a.env" };

    private static TestCaseData Row(string name, ContainerDefinition container, string message) => Refusal.Of(name, Ec2(container), message);

    private static ContainerDefinition Port(PortMapping first, PortMapping? second = null) =>
        App with { PortMappings = second is null ? [first] : [first, second] };

    private static ContainerDefinition Files(params ValueList<EnvironmentFile> files) => App with { EnvironmentFiles = files };

    private static ContainerDefinition Healthy(HealthCheck check) => App with { HealthCheck = check };

    private static ContainerDefinition Logs(string driver, params string[] options) => App with
    {
        LogConfiguration = new() { LogDriver = driver, Options = new(options.Select(option => Pair(option, "x"))) },
    };

    private static KeyValuePair<string, string> Pair(string key, string value) => new(key, value);

    private static ContainerDefinition Router(params string[] options) => App with
    {
        FirelensConfiguration = new()
        {
            Type = "fluentbit",
            Options = new(options.Select(option => Pair(option.Split('=')[0], option.Split('=')[1]))),
        },
    };

    private static IEnumerable<(string Setting, Func<int, HealthCheck> Check, int Least, int Most)> Ranges()
    {
        var check = new HealthCheck { Command = ["CMD-SHELL", "exit 0"] };
        yield return ("interval", value => check with { Interval = value }, 5, 300);
        yield return ("timeout", value => check with { Timeout = value }, 2, 60);
        yield return ("retries", value => check with { Retries = value }, 1, 10);
        yield return ("startPeriod", value => check with { StartPeriod = value }, 0, 300);
    }
}
