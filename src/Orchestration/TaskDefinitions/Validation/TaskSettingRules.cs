using System.Text.RegularExpressions;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The task-wide settings that can be judged on their own: modes, platform, roles, compatibilities.</summary>
internal static partial class TaskSettingRules
{
    public static void Check(RegisterTaskDefinitionRequest request)
    {
        CheckRole(request.TaskRoleArn);
        CheckRole(request.ExecutionRoleArn);
        if (!request.NetworkMode.IsAbsentOr(NetworkMode.Bridge, NetworkMode.Host, NetworkMode.Awsvpc, NetworkMode.None))
            throw Wording.InvalidForTask("networkMode");
        if (!request.PidMode.IsAbsentOr(PidMode.Host, PidMode.Task)) throw Wording.InvalidForTask("pidMode");
        if (!request.IpcMode.IsAbsentOr(IpcMode.Host, IpcMode.Task, IpcMode.None)) throw Wording.InvalidForTask("ipcMode");
        foreach (var compatibility in request.RequiresCompatibilities.OrEmpty())
        {
            if (!LaunchTypes.All.Contains(compatibility)) throw Wording.InvalidForTask("requiresCompatibilities");
        }
        CheckPlatform(request.RuntimePlatform);
        // Elastic Inference is gone and ECS refuses the whole member (API_InferenceAccelerator).
        if (request.InferenceAccelerators.HasAny()) throw EcsErrors.Client("Unsupported field 'inferenceAccelerators'.");
    }

    /// <summary>A role is named by its ARN or by its bare name; whether it exists is IAM's to say.</summary>
    private static void CheckRole(string? role)
    {
        if (role is not null && !RoleArn.IsMatch(role) && !RoleName.IsMatch(role)) throw EcsErrors.Client("Role is not valid");
    }

    private static void CheckPlatform(RuntimePlatform? platform)
    {
        if (platform is null) return;
        if (!platform.CpuArchitecture.IsAbsentOr(CPUArchitecture.X8664, CPUArchitecture.Arm64))
            throw Wording.InvalidForTask("runtimePlatform.cpuArchitecture");
        // Families are added with every Windows release, so the shape of the name is checked, not the list.
        var family = platform.OperatingSystemFamily;
        if (family is not (null or OSFamily.Linux) && !family.StartsWith("WINDOWS_SERVER_", StringComparison.Ordinal))
            throw Wording.InvalidForTask("runtimePlatform.operatingSystemFamily");
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+\z")]
    private static partial Regex RoleArn { get; }

    [GeneratedRegex(@"^[\w+=,.@-]{1,64}\z")]
    private static partial Regex RoleName { get; }
}
