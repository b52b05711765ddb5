using System.Diagnostics;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>
/// Where a task can run: <c>requiresCompatibilities</c> is checked against it and <c>compatibilities</c> is made of it
/// (API_TaskDefinition).
/// </summary>
internal static class LaunchTypes
{
    /// <summary>In the order in which ECS lists them.</summary>
    public static readonly string[] All =
        [Compatibility.External, Compatibility.Ec2, Compatibility.ManagedInstances, Compatibility.Fargate];

    public static void CheckRequired(Draft draft)
    {
        if (WindowsRules.Violation(draft) is { } windows) throw EcsErrors.Client(windows);
        foreach (var compatibility in draft.Request.RequiresCompatibilities.OrEmpty())
        {
            if (Violation(compatibility, draft) is { } violation) throw EcsErrors.Client(violation);
        }
        // Storage for the task is Fargate's alone, so nobody asks for it without asking for Fargate.
        if (draft.Request.EphemeralStorage is not null && !draft.RequiresFargate) throw EcsErrors.Client(Ec2Violation(draft)!);
    }

    public static ValueList<string> Compatible(Draft draft) =>
        All.Where(compatibility => Violation(compatibility, draft) is null).ToValueList();

    private static string? Violation(string compatibility, Draft draft) => compatibility switch
    {
        Compatibility.External => ExternalViolation(draft),
        Compatibility.Ec2 => Ec2Violation(draft),
        Compatibility.ManagedInstances => ManagedInstancesViolation(draft),
        Compatibility.Fargate => FargateRules.Violation(draft),
        _ => throw new UnreachableException(),
    };

    private static string? Ec2Violation(Draft draft) =>
        draft.Request.EphemeralStorage is null ? null : "Tasks using the EC2 launch type do not support EphemeralStorage.";

    /// <summary>ECS Anywhere: the machine is in no VPC, so neither its interfaces nor its file systems are there.</summary>
    private static string? ExternalViolation(Draft draft)
    {
        if (draft.IsAwsvpc) return "Tasks using the External launch type do not support networkMode 'awsvpc'.";
        if (draft.Request.EphemeralStorage is not null) return "Tasks using the External launch type do not support EphemeralStorage.";
        return draft.Volumes.Any(volume => volume.EfsVolumeConfiguration is not null || volume.S3filesVolumeConfiguration is not null
            || volume.FsxWindowsFileServerVolumeConfiguration is not null || volume.ConfiguredAtLaunch == true)
            ? "Tasks using the External launch type only support bind mount and docker volumes."
            : null;
    }

    /// <summary>Instances that ECS runs itself: Linux, with awsvpc, host or no network (API_ManagedInstancesNetworkConfiguration).</summary>
    private static string? ManagedInstancesViolation(Draft draft)
    {
        if (draft.IsWindows) return "Tasks using Managed Instances do not support Windows.";
        if (draft.Network == NetworkMode.Bridge) return "Tasks using Managed Instances do not support networkMode 'bridge'.";
        if (draft.Request.EphemeralStorage is not null) return "Tasks using Managed Instances do not support EphemeralStorage.";
        return draft.Volumes.Any(volume => volume.DockerVolumeConfiguration is not null || volume.FsxWindowsFileServerVolumeConfiguration is not null)
            ? "Tasks using Managed Instances do not support dockerVolumeConfiguration or fsxWindowsFileServerVolumeConfiguration."
            : null;
    }
}
