using Docker.DotNet.Models;
using Workbook.Shapes.Ecs;
using Ulimit = Docker.DotNet.Models.Ulimit;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary><c>linuxParameters</c>, <c>ulimits</c>, <c>systemControls</c> and GPUs (API_LinuxParameters).</summary>
internal static class LinuxSettings
{
    private const long MiB = 1024 * 1024;

    public static void Apply(HostConfig host, ContainerDefinition definition)
    {
        if (definition.Ulimits is { Count: > 0 } ulimits)
            host.Ulimits = [.. ulimits.Select(limit => new Ulimit { Name = limit.Name!, Soft = limit.SoftLimit ?? 0, Hard = limit.HardLimit ?? 0 })];
        if (definition.SystemControls is { Count: > 0 } controls)
            host.Sysctls = controls.ToDictionary(control => control.Namespace!, control => control.Value!);
        if (GpusOf(definition) is { } gpus) host.DeviceRequests = [gpus];
        if (definition.LinuxParameters is { } parameters) Apply(host, parameters);
    }

    private static void Apply(HostConfig host, LinuxParameters parameters)
    {
        if (parameters.Capabilities?.Add is { Count: > 0 } added) host.CapAdd = [.. added];
        if (parameters.Capabilities?.Drop is { Count: > 0 } dropped) host.CapDrop = [.. dropped];
        if (parameters.InitProcessEnabled == true) host.Init = true;
        if (parameters.SharedMemorySize is { } shared) host.ShmSize = shared * MiB;
        if (parameters.Tmpfs is { Count: > 0 } tmpfs) host.Tmpfs = tmpfs.ToDictionary(mount => mount.ContainerPath!, OptionsOf);
        if (parameters.Devices is { Count: > 0 } devices)
        {
            host.Devices = [.. devices.Select(device => new DeviceMapping
            {
                PathOnHost = device.HostPath!,
                PathInContainer = device.ContainerPath ?? device.HostPath!,
                CgroupPermissions = PermissionsOf(device),
            })];
        }
    }

    private static string OptionsOf(Tmpfs mount) => string.Join(',', [.. mount.MountOptions ?? [], $"size={mount.Size}m"]);

    // read, write, mknod → rwm, which is also what a device has that names none
    private static string PermissionsOf(Device device) => device.Permissions is { Count: > 0 } permissions
        ? string.Concat(permissions.Select(permission => permission[0]))
        : "rwm";

    private static DeviceRequest? GpusOf(ContainerDefinition definition) =>
        definition.ResourceRequirements?.FirstOrDefault(requirement => requirement.Type == ResourceType.Gpu) is { } gpus
            ? new() { Count = int.Parse(gpus.Value!, System.Globalization.CultureInfo.InvariantCulture), Capabilities = [["gpu"]] }
            : null;
}
