using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>An elastic network interface in use. None is kept: each follows from the machine or task that it belongs to.</summary>
/// <param name="Id">Such as <c>eni-0123456789abcdef0</c>.</param>
/// <param name="SubnetId">Where it is.</param>
/// <param name="PrivateIpAddress">Its address.</param>
/// <param name="SecurityGroupIds">What guards it.</param>
public sealed record InterfaceInUse(string Id, string SubnetId, string? PrivateIpAddress, ValueList<string> SecurityGroupIds)
{
    public string Description { get; init; } = "";
    public string? MacAddress { get; init; }

    /// <summary>Such as <c>eni-attach-0123456789abcdef0</c>.</summary>
    public required string AttachmentId { get; init; }

    /// <summary>The machine it is plugged into; null for a task's.</summary>
    public Ec2Instance? Machine { get; init; }
    public DateTimeOffset AttachedAt { get; init; }
}
