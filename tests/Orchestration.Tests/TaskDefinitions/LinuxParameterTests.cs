using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>Kernel settings that are accepted, up to the last value that is.</summary>
public class LinuxParameterTests
{
    private const string Capabilities = """
        ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER
        KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID
        SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM
        """;

    private static string[] Names => Capabilities.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);

    private static LinuxParameters? Registered(LinuxParameters linux) =>
        TaskDefinitionRules.Register(Requests.Ec2(Requests.App with { LinuxParameters = linux })).ContainerDefinitions![0].LinuxParameters;

    [TestCaseSource(nameof(Names))]
    public void Capabilities_have_Docker_s_names_without_CAP(string name)
    {
        Registered(new() { Capabilities = new() { Add = [name] } })!.Capabilities!.Add.Should().Equal(name);
        Registered(new() { Capabilities = new() { Drop = [name] } })!.Capabilities!.Drop.Should().Equal(name);
    }

    [TestCase("")]
    [TestCase("CAP_CHOWN")]
    [TestCase("chown")]
    [TestCase("NET")]
    public void Other_names_are_refused_whether_added_or_dropped(string name)
    {
        const string Message = "Invalid 'capabilities' setting for container 'app'.";
        Refusal.Check(Requests.Ec2(Requests.App with { LinuxParameters = new() { Capabilities = new() { Add = [name] } } }), Message);
        Refusal.Check(Requests.Ec2(Requests.App with { LinuxParameters = new() { Capabilities = new() { Drop = [name] } } }), Message);
    }

    [Test]
    public void The_smallest_and_largest_values_are_accepted()
    {
        var least = new LinuxParameters { SharedMemorySize = 1, MaxSwap = 0, Swappiness = 0, Tmpfs = [new() { ContainerPath = "/t", Size = 1 }] };
        Registered(least).Should().Be(least);
        Registered(new() { MaxSwap = 1, Swappiness = 100 })!.Swappiness.Should().Be(100);
    }

    [Test]
    public void A_negative_swappiness_is_refused() =>
        Refusal.Check(Requests.Ec2(Requests.App with { LinuxParameters = new() { Swappiness = -1 } }), "Invalid 'swappiness' setting for container 'app'.");

    [Test]
    public void Fargate_takes_SYS_PTRACE_and_memory_file_systems()
    {
        var linux = new LinuxParameters { Capabilities = new() { Add = ["SYS_PTRACE"], Drop = ["NET_RAW"] }, Tmpfs = [new() { ContainerPath = "/t", Size = 64 }], InitProcessEnabled = true };
        TaskDefinitionRules.Register(Requests.Fargate(Requests.App with { LinuxParameters = linux })).ContainerDefinitions![0].LinuxParameters.Should().Be(linux);
    }
}
