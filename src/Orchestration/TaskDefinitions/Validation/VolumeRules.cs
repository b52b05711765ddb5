using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The task's volumes and their kinds (API_Volume).</summary>
internal static class VolumeRules
{
    private const int LastPort = 65535;

    public static void Check(Draft draft)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var volume in draft.Volumes)
        {
            if (string.IsNullOrEmpty(volume.Name)) throw EcsErrors.Client("volume.name should not be null or empty.");
            if (!Wording.IsName(volume.Name)) throw EcsErrors.Client("volume.name contains invalid characters.");
            if (!names.Add(volume.Name)) throw EcsErrors.Client("Volume names must be unique within a task definition.");
            CheckKind(volume, draft);
        }
        CheckConfiguredAtLaunch(draft);
    }

    private static void CheckKind(Volume volume, Draft draft)
    {
        bool[] kinds =
        [
            volume.Host?.SourcePath is not null,
            volume.DockerVolumeConfiguration is not null,
            volume.EfsVolumeConfiguration is not null,
            volume.FsxWindowsFileServerVolumeConfiguration is not null,
            volume.S3filesVolumeConfiguration is not null,
            volume.ConfiguredAtLaunch == true,
        ];
        if (kinds.Count(kind => kind) > 1)
            throw EcsErrors.Client("When the volume parameter is specified, only one volume configuration type should be used.");
        if (volume.Host?.SourcePath is { } path && string.IsNullOrWhiteSpace(path))
            throw EcsErrors.Client("host.sourcePath should not be blank.");
        if (volume.DockerVolumeConfiguration is { } docker) CheckDocker(docker);
        if (volume.EfsVolumeConfiguration is { } efs) CheckEfs(efs);
        if (volume.FsxWindowsFileServerVolumeConfiguration is { } fsx) CheckFsx(fsx, draft);
        if (volume.S3filesVolumeConfiguration is { } s3 && string.IsNullOrEmpty(s3.FileSystemArn))
            throw EcsErrors.Client("s3filesVolumeConfiguration.fileSystemArn should not be null or empty.");
    }

    private static void CheckDocker(DockerVolumeConfiguration docker)
    {
        if (!docker.Scope.IsAbsentOr(Shapes.Ecs.Scope.Task, Shapes.Ecs.Scope.Shared))
            throw EcsErrors.Client("Invalid 'scope' setting for dockerVolumeConfiguration.");
        // A volume of the task's own lives and dies with it, so there is nothing to provision ahead.
        if (docker.Autoprovision == true && docker.Scope != Shapes.Ecs.Scope.Shared)
            throw EcsErrors.Client("Autoprovision is only supported when the scope of the docker volume is shared.");
    }

    private static void CheckEfs(EFSVolumeConfiguration efs)
    {
        if (string.IsNullOrEmpty(efs.FileSystemId))
            throw EcsErrors.Client("efsVolumeConfiguration.fileSystemId should not be null or empty.");
        if (!efs.TransitEncryption.IsAbsentOr(EFSTransitEncryption.Enabled, EFSTransitEncryption.Disabled))
            throw EcsErrors.Client("Invalid 'transitEncryption' setting for efsVolumeConfiguration.");
        var encrypted = efs.TransitEncryption == EFSTransitEncryption.Enabled;
        if (efs.TransitEncryptionPort is { } port)
        {
            if (!encrypted) throw EcsErrors.Client("TransitEncryptionPort requires that TransitEncryption is enabled.");
            if (port is < 1 or > LastPort) throw EcsErrors.Client("Invalid 'transitEncryptionPort' setting for efsVolumeConfiguration.");
        }
        if (efs.AuthorizationConfig is { } authorization) CheckAuthorization(authorization, efs.RootDirectory, encrypted);
    }

    private static void CheckAuthorization(EFSAuthorizationConfig authorization, string? root, bool encrypted)
    {
        if (!authorization.Iam.IsAbsentOr(EFSAuthorizationConfigIAM.Enabled, EFSAuthorizationConfigIAM.Disabled))
            throw EcsErrors.Client("Invalid 'iam' setting for efsVolumeConfiguration.");
        if (authorization.Iam == EFSAuthorizationConfigIAM.Enabled && !encrypted)
            throw EcsErrors.Client("EFS IAM authorization requires TransitEncryption to be enabled.");
        if (string.IsNullOrEmpty(authorization.AccessPointId)) return;
        // The access point has a root of its own.
        if (root is not (null or "" or "/"))
            throw EcsErrors.Client("When using an EFS access point, the root directory must either be set to \"/\" or be omitted.");
        if (!encrypted) throw EcsErrors.Client("EFS access points require TransitEncryption to be enabled.");
    }

    private static void CheckFsx(FSxWindowsFileServerVolumeConfiguration fsx, Draft draft)
    {
        if (string.IsNullOrEmpty(fsx.FileSystemId) || string.IsNullOrEmpty(fsx.RootDirectory)
            || string.IsNullOrEmpty(fsx.AuthorizationConfig?.CredentialsParameter) || string.IsNullOrEmpty(fsx.AuthorizationConfig.Domain))
        {
            throw EcsErrors.Client(
                "fsxWindowsFileServerVolumeConfiguration requires fileSystemId, rootDirectory and authorizationConfig with credentialsParameter and domain.");
        }
        if (!draft.HasExecutionRole)
        {
            throw EcsErrors.Client(
                "When you are specifying an FSx for Windows File Server volume, you must also specify a value for 'executionRoleArn'.");
        }
    }

    private static void CheckConfiguredAtLaunch(Draft draft)
    {
        var late = draft.Volumes.Where(volume => volume.ConfiguredAtLaunch == true).Select(volume => volume.Name!).ToArray();
        if (late.Length > 1) throw EcsErrors.Client("Only one volume can be configured at launch in a task definition.");
        var mounted = draft.Containers.SelectMany(container => container.MountPoints.OrEmpty()).Select(mount => mount.SourceVolume);
        var loose = late.Except(mounted).ToArray();
        if (loose.Length > 0)
            throw EcsErrors.Client($"Volumes [{string.Join(", ", loose)}] are not referenced by any of the containers");
    }
}
