using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>
/// What Fargate does not offer (developer guide, "Amazon ECS task definition differences for Fargate"). A definition
/// that asks for FARGATE is refused for it; any other is only not listed as compatible.
/// </summary>
internal static class FargateRules
{
    private const int LongestTimeout = 120;

    /// <summary>The first thing that keeps the task from running on Fargate, or null.</summary>
    public static string? Violation(Draft draft) =>
        NetworkViolation(draft) ?? SizeViolation(draft) ?? TaskViolation(draft) ?? VolumeViolation(draft)
        ?? draft.Containers.Select(container => ContainerViolation(container, draft)).FirstOrDefault(violation => violation is not null);

    // The quotation marks are ECS's own, here and below.
    public static string? NetworkViolation(Draft draft) => draft.IsAwsvpc ? null : "Fargate only supports network mode ‘awsvpc’.";

    /// <summary>ECS's usual words for a member that Fargate has no use for.</summary>
    public static string Unsupported(string member) => $"Fargate compatible task definitions do not support {member}";

    private static string? SizeViolation(Draft draft)
    {
        if (draft.Size.Cpu is not { } cpu) return "Fargate requires that 'cpu' be defined at the task level.";
        if (draft.Size.Memory is not { } memory) return "Fargate requires that 'memory' be defined at the task level.";
        // There is no Graviton for Windows, so that pair has no size at all.
        var arm = draft.Request.RuntimePlatform?.CpuArchitecture == CPUArchitecture.Arm64;
        return FargateSizes.Exists(cpu, memory, draft.IsWindows) && !(draft.IsWindows && arm)
            ? null
            : $"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. See the Amazon ECS documentation for the valid values.";
    }

    private static string? TaskViolation(Draft draft)
    {
        var request = draft.Request;
        if (request.IpcMode is not null) return Unsupported("ipcMode");
        if (request.PidMode is not (null or PidMode.Task))
            return $"Tasks using the Fargate launch type do not support pidMode '{request.PidMode}'. The supported value for pidMode is 'task'.";
        if (request.PlacementConstraints.HasAny()) return Unsupported("constraints");
        return request.EphemeralStorage switch
        {
            null => null,
            // 20 GiB come with every task and cannot be asked for.
            { SizeInGiB: null or < 21 } => "EphemeralStorage size should be at least 21",
            { SizeInGiB: > 200 } => "EphemeralStorage size should be at most 200",
            _ => null,
        };
    }

    private static string? VolumeViolation(Draft draft)
    {
        foreach (var volume in draft.Volumes)
        {
            if (volume.Host?.SourcePath is not null) return Unsupported("sourcePath");
            if (volume.DockerVolumeConfiguration is not null) return Unsupported("dockerVolumeConfiguration");
            if (volume.FsxWindowsFileServerVolumeConfiguration is not null) return Unsupported("fsxWindowsFileServerVolumeConfiguration");
        }
        return null;
    }

    private static string? ContainerViolation(ContainerDefinition container, Draft draft)
    {
        if (container.Privileged == true) return "Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.";
        if (container.DockerSecurityOptions.HasAny()) return Unsupported("dockerSecurityOptions");
        if (container.LinuxParameters is { } linux && LinuxParameterRules.FargateViolation(linux) is { } kernel) return kernel;
        if (UlimitRules.FargateViolation(container) is { } ulimit) return ulimit;
        if (ResourceRequirementRules.FargateViolation(container) is { } resource) return resource;
        if (container.StartTimeout > LongestTimeout)
            return $"Tasks using the Fargate launch type must have a container start timeout of less than {LongestTimeout} seconds.";
        if (container.StopTimeout > LongestTimeout)
            return $"Tasks using the Fargate launch type must have a container stop timeout of less than {LongestTimeout} seconds.";
        if (container.FirelensConfiguration is { } firelens && FirelensRules.ConfigFileType(firelens) == "s3")
            return "Fargate launch type does not support FirelensConfiguration config file from 's3'";
        if (Arns.EcrImage.IsMatch(container.Image!) && !draft.HasExecutionRole)
            return "Fargate requires task definition to have execution role ARN to support ECR images.";
        return container.LogConfiguration is { } log ? LogConfigurationRules.FargateViolation(log, draft) : null;
    }
}
