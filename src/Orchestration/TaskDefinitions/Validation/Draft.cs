using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>A task definition while it is being checked: the request and what several rules ask about it.</summary>
/// <param name="request">The request, whose family and task-wide settings have been checked.</param>
/// <param name="size">The task's own CPU and memory.</param>
internal sealed class Draft(RegisterTaskDefinitionRequest request, TaskSize size)
{
    public RegisterTaskDefinitionRequest Request { get; } = request;

    public TaskSize Size { get; } = size;

    public ValueList<ContainerDefinition> Containers { get; } = request.ContainerDefinitions ?? [];

    public ValueList<Volume> Volumes { get; } = request.Volumes ?? [];

    /// <summary>
    /// The network mode in force. Docker's bridge is the default, except that a definition made for Managed Instances
    /// defaults to awsvpc.
    /// </summary>
    public string Network { get; } = request.NetworkMode
        ?? (Requires(request, Compatibility.ManagedInstances) ? NetworkMode.Awsvpc : NetworkMode.Bridge);

    public bool IsAwsvpc => Network == NetworkMode.Awsvpc;

    public bool RequiresFargate => Requires(Request, Compatibility.Fargate);

    public bool HasExecutionRole => !string.IsNullOrEmpty(Request.ExecutionRoleArn);

    /// <summary>Known to be Windows; a definition that does not say may be either on EC2.</summary>
    public bool IsWindows =>
        Request.RuntimePlatform?.OperatingSystemFamily?.StartsWith("WINDOWS_", StringComparison.Ordinal) ?? false;

    public ContainerDefinition? Container(string? name) => Containers.FirstOrDefault(container => container.Name == name);

    private static bool Requires(RegisterTaskDefinitionRequest request, string compatibility) =>
        request.RequiresCompatibilities?.Contains(compatibility) ?? false;
}
