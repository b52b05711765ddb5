using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>What keeps a task definition from the launch types EXTERNAL and MANAGED_INSTANCES.</summary>
public class LaunchTypeTests
{
    private const string OnlySimple = "Tasks using the External launch type only support bind mount and docker volumes.";
    private const string NoVolumes = "Tasks using Managed Instances do not support dockerVolumeConfiguration or fsxWindowsFileServerVolumeConfiguration.";

    private static readonly Volume Efs = new() { Name = "v", EfsVolumeConfiguration = new() { FileSystemId = "fs-0123456789abcdef0" } };
    private static readonly Volume Docker = new() { Name = "v", DockerVolumeConfiguration = new() { Scope = "task" } };

    private static RegisterTaskDefinitionRequest Managed(params Volume[] volumes) => Awsvpc() with { RequiresCompatibilities = ["MANAGED_INSTANCES"], Volumes = [.. volumes] };

    private static RegisterTaskDefinitionRequest External(params Volume[] volumes) => Ec2() with { RequiresCompatibilities = ["EXTERNAL"], Volumes = [.. volumes] };

    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Refusal.Of("EFS outside of AWS", External(Efs), OnlySimple);
        yield return Refusal.Of("a volume that is configured at launch outside of AWS", External(new Volume { Name = "v", ConfiguredAtLaunch = true }) with { ContainerDefinitions = [App with { MountPoints = [new() { SourceVolume = "v", ContainerPath = "/v" }] }] }, OnlySimple);
        yield return Refusal.Of("storage outside of AWS", External() with { EphemeralStorage = new() { SizeInGiB = 30 } }, "Tasks using the External launch type do not support EphemeralStorage.");
        yield return Refusal.Of("an interface outside of AWS", External() with { NetworkMode = "awsvpc" }, "Tasks using the External launch type do not support networkMode 'awsvpc'.");
        yield return Refusal.Of("storage on managed instances", Managed() with { EphemeralStorage = new() { SizeInGiB = 30 } }, "Tasks using Managed Instances do not support EphemeralStorage.");
        yield return Refusal.Of("a bridge on managed instances", Managed() with { NetworkMode = "bridge" }, "Tasks using Managed Instances do not support networkMode 'bridge'.");
        yield return Refusal.Of("a Docker volume on managed instances", Managed(Docker), NoVolumes);
    }

    [TestCaseSource(nameof(Rows))]
    public void Is_said_where_it_is_required(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    // Storage is refused whenever Fargate is not required.
    private static IEnumerable<RegisterTaskDefinitionRequest> WithoutStorage() =>
        Rows().Select(row => (RegisterTaskDefinitionRequest)row.Arguments[0]!).Where(request => request.EphemeralStorage is null);

    [TestCaseSource(nameof(WithoutStorage))]
    public void Is_only_left_out_where_it_is_not(RegisterTaskDefinitionRequest request) =>
        TaskDefinitionRules.Register(request with { RequiresCompatibilities = null }).Compatibilities.Should().Contain("EC2").And.NotContain(request.RequiresCompatibilities![0]);

    [Test]
    public void Bind_mounts_and_Docker_volumes_work_outside_of_AWS()
    {
        TaskDefinitionRules.Register(External(Docker)).Compatibilities.Should().Equal("EXTERNAL", "EC2");
        TaskDefinitionRules.Register(External(new Volume { Name = "v", ConfiguredAtLaunch = false, Host = new() { SourcePath = "/x" } })).Compatibilities.Should().Equal("EXTERNAL", "EC2");
    }

    [Test]
    public void File_systems_work_on_managed_instances() =>
        TaskDefinitionRules.Register(Managed(Efs)).Compatibilities.Should().Equal("EC2", "MANAGED_INSTANCES");
}
