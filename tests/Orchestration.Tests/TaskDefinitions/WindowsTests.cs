using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>What Windows containers have no counterpart for, and the file servers that only they use.</summary>
internal sealed class WindowsTests
{
    private static RegisterTaskDefinitionRequest Windows(ContainerDefinition? container = null) =>
        Ec2(container ?? App) with { RuntimePlatform = new() { OperatingSystemFamily = "WINDOWS_SERVER_2022_CORE" } };

    private static IEnumerable<TestCaseData> Rows()
    {
        static TestCaseData Of(string member, RegisterTaskDefinitionRequest request) => Refusal.Of(member, request, $"Windows compatible task definitions do not support {member}");

        yield return Of("networkMode 'host'", Windows() with { NetworkMode = "host" });
        yield return Of("pidMode", Windows() with { PidMode = "host" });
        yield return Of("ipcMode", Windows() with { IpcMode = "host" });
        yield return Of("efsVolumeConfiguration", Windows() with { Volumes = [new() { Name = "other" }, new() { Name = "v", EfsVolumeConfiguration = new() { FileSystemId = "fs-1" } }] });
        yield return Of("privileged", Windows(App with { Privileged = true }));
        yield return Of("readonlyRootFilesystem", Windows(App with { ReadonlyRootFilesystem = true }));
        yield return Of("linuxParameters", Windows(App with { LinuxParameters = new() { InitProcessEnabled = true } }));
        yield return Of("ulimits", Windows(App with { Ulimits = [new() { Name = "nofile", SoftLimit = 1, HardLimit = 1 }] }));
        yield return Of("environmentFiles", Windows(App with { EnvironmentFiles = [new() { Type = "s3", Value = "arn:aws:s3:::b/k.env" }] }) with { ExecutionRoleArn = Role });
    }

    [TestCaseSource(nameof(Rows))]
    public void Are_refused(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static FSxWindowsFileServerVolumeConfiguration Share { get; } = new()
    {
        FileSystemId = "fs-1",
        RootDirectory = "share",
        AuthorizationConfig = new() { CredentialsParameter = "arn:aws:secretsmanager:us-east-1:123456789012:secret:s", Domain = "example.com" },
    };

    private static RegisterTaskDefinitionRequest Mounting(FSxWindowsFileServerVolumeConfiguration share) =>
        Windows() with { ExecutionRoleArn = Role, Volumes = [new() { Name = "v", FsxWindowsFileServerVolumeConfiguration = share }] };

    [Test]
    public void A_file_server_needs_an_agent_that_knows_it() =>
        TaskDefinitionRules.Register(Mounting(Share)).RequiresAttributes!.Select(attribute => attribute.Name).Should().Contain("ecs.capability.fsxWindowsFileServer");

    [Test]
    public void A_file_server_has_four_settings_and_an_execution_role()
    {
        const string message = "fsxWindowsFileServerVolumeConfiguration requires fileSystemId, rootDirectory and authorizationConfig with credentialsParameter and domain.";
        foreach (var share in new[]
        {
            Share with { FileSystemId = "" }, Share with { RootDirectory = "" }, Share with { AuthorizationConfig = null },
            Share with { AuthorizationConfig = Share.AuthorizationConfig! with { CredentialsParameter = "" } }, Share with { AuthorizationConfig = Share.AuthorizationConfig! with { Domain = "" } },
        })
        {
            Refusal.Check(Mounting(share), message);
        }
        Refusal.Check(Mounting(Share) with { ExecutionRoleArn = null }, "When you are specifying an FSx for Windows File Server volume, you must also specify a value for 'executionRoleArn'.");
    }

    [Test]
    public void Fargate_knows_no_file_server_of_Windows() => Refusal.Check(
        Fargate() with { Volumes = [new() { Name = "v", FsxWindowsFileServerVolumeConfiguration = Share }] }, "Fargate compatible task definitions do not support fsxWindowsFileServerVolumeConfiguration");

    [Test]
    public void System_controls_need_a_newer_engine() =>
        TaskDefinitionRules.Register(Ec2(App with { SystemControls = [new() { Namespace = "net.core.somaxconn", Value = "1" }] })).RequiresAttributes!
            .Select(attribute => attribute.Name).Should().Contain("com.amazonaws.ecs.capability.docker-remote-api.1.24");
}
