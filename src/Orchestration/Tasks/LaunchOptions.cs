using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>What RunTask and StartTask have in common.</summary>
/// <param name="LaunchType">EC2, FARGATE or EXTERNAL.</param>
public sealed record LaunchOptions(string LaunchType)
{
    public string? CapacityProvider { get; init; }
    public string? PlatformVersion { get; init; }
    public string? Group { get; init; }
    public string? StartedBy { get; init; }

    /// <summary>The service that starts the task; null for RunTask and StartTask.</summary>
    public string? ServiceName { get; init; }

    /// <summary>True for a service that runs one task on each container instance.</summary>
    public bool IsDaemon { get; init; }
    public TaskOverride Overrides { get; init; } = new();
    public AwsVpcConfiguration? VpcConfiguration { get; init; }
    public ValueList<Tag>? Tags { get; init; }
    public string? PropagateTags { get; init; }
    public bool ManagedTags { get; init; }
    public bool EnableExecuteCommand { get; init; }

    public static LaunchOptions Of(RunTaskRequest request, string launchType) => new(launchType)
    {
        PlatformVersion = request.PlatformVersion,
        Group = request.Group,
        StartedBy = request.StartedBy,
        Overrides = request.Overrides ?? new(),
        VpcConfiguration = request.NetworkConfiguration?.AwsvpcConfiguration,
        Tags = request.Tags,
        PropagateTags = request.PropagateTags,
        ManagedTags = request.EnableECSManagedTags ?? false,
        EnableExecuteCommand = request.EnableExecuteCommand ?? false,
    };

    public static LaunchOptions Of(StartTaskRequest request) => new(Shapes.Ecs.LaunchType.Ec2)
    {
        Group = request.Group,
        StartedBy = request.StartedBy,
        Overrides = request.Overrides ?? new(),
        VpcConfiguration = request.NetworkConfiguration?.AwsvpcConfiguration,
        Tags = request.Tags,
        PropagateTags = request.PropagateTags,
        ManagedTags = request.EnableECSManagedTags ?? false,
        EnableExecuteCommand = request.EnableExecuteCommand ?? false,
    };
}
