using System.Globalization;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>A definition that passed every rule as DescribeTaskDefinition shows it: defaults filled in, units converted.</summary>
internal static class Normalisation
{
    // API_HealthCheck: seconds, seconds, tries. A start period is not invented.
    private const int Interval = 30;
    private const int Timeout = 5;
    private const int Retries = 3;

    public static TaskDefinition Of(Draft draft)
    {
        var request = draft.Request;
        var requiresManagedInstances = request.RequiresCompatibilities?.Contains(Compatibility.ManagedInstances) ?? false;
        return new()
        {
            Family = request.Family,
            TaskRoleArn = request.TaskRoleArn,
            ExecutionRoleArn = request.ExecutionRoleArn,
            // The bridge that a definition gets for not choosing is not shown.
            NetworkMode = requiresManagedInstances ? draft.Network : request.NetworkMode,
            ContainerDefinitions = draft.Containers.Select(container => Container(container, draft)).ToValueList(),
            Volumes = draft.Volumes.Select(Volume).ToValueList(),
            PlacementConstraints = request.PlacementConstraints ?? [],
            RequiresAttributes = RequiredAttributes.Of(draft),
            Compatibilities = LaunchTypes.Compatible(draft),
            RequiresCompatibilities = request.RequiresCompatibilities.HasAny() ? request.RequiresCompatibilities : null,
            // "1 vCPU" → "1024", "2GB" → "2048".
            Cpu = draft.Size.Cpu?.ToString(CultureInfo.InvariantCulture),
            Memory = draft.Size.Memory?.ToString(CultureInfo.InvariantCulture),
            RuntimePlatform = request.RuntimePlatform,
            PidMode = request.PidMode,
            IpcMode = request.IpcMode,
            ProxyConfiguration = request.ProxyConfiguration,
            EphemeralStorage = request.EphemeralStorage,
            EnableFaultInjection = request.EnableFaultInjection,
        };
    }

    private static ContainerDefinition Container(ContainerDefinition container, Draft draft) => container with
    {
        Cpu = container.Cpu ?? 0,
        Essential = container.Essential ?? true,
        PortMappings = container.PortMappings.OrEmpty().Select(mapping => Port(mapping, draft.Network)).ToValueList(),
        Environment = container.Environment ?? [],
        MountPoints = container.MountPoints ?? [],
        VolumesFrom = container.VolumesFrom ?? [],
        SystemControls = container.SystemControls ?? [],
        HealthCheck = container.HealthCheck is { } check
            ? check with { Interval = check.Interval ?? Interval, Timeout = check.Timeout ?? Timeout, Retries = check.Retries ?? Retries }
            : null,
    };

    private static PortMapping Port(PortMapping mapping, string network)
    {
        var protocol = mapping.Protocol ?? TransportProtocol.Tcp;
        // A range gets its host ports when the task starts.
        if (mapping.ContainerPortRange is not null) return mapping with { Protocol = protocol };
        // Where containers share the interface the port is their own; on the bridge 0 leaves the choice to Docker.
        var own = network is NetworkMode.Awsvpc or NetworkMode.Host;
        return mapping with { Protocol = protocol, HostPort = own ? mapping.ContainerPort : mapping.HostPort ?? 0 };
    }

    private static Volume Volume(Volume volume)
    {
        if (volume.EfsVolumeConfiguration is { } efs)
            return volume with { EfsVolumeConfiguration = efs with { RootDirectory = string.IsNullOrEmpty(efs.RootDirectory) ? "/" : efs.RootDirectory } };
        if (volume.DockerVolumeConfiguration is { } docker)
            return volume with { DockerVolumeConfiguration = docker with { Scope = docker.Scope ?? Shapes.Ecs.Scope.Task } };
        var elsewhere = volume.FsxWindowsFileServerVolumeConfiguration is not null || volume.S3filesVolumeConfiguration is not null
            || volume.ConfiguredAtLaunch == true;
        // A volume of no kind is a bind mount that lives as long as the task.
        return elsewhere ? volume : volume with { Host = volume.Host ?? new() };
    }
}
