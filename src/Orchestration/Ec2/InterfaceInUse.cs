using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>An elastic network interface. Most are not kept: each follows from the machine or task that it belongs to.</summary>
/// <param name="Id">Such as <c>eni-0123456789abcdef0</c>.</param>
/// <param name="SubnetId">Where it is.</param>
/// <param name="PrivateIpAddress">Its address.</param>
/// <param name="SecurityGroupIds">What guards it.</param>
public sealed record InterfaceInUse(string Id, string SubnetId, string? PrivateIpAddress, ValueList<string> SecurityGroupIds)
{
    public string Description { get; init; } = "";
    public string? MacAddress { get; init; }

    /// <summary>Such as <c>eni-attach-0123456789abcdef0</c>; null for one that is plugged into nothing.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The machine it is plugged into; null for any other.</summary>
    public Ec2Instance? Machine { get; init; }
    public DateTimeOffset AttachedAt { get; init; }
    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>Whether it is ECS's, for a task.</summary>
    public bool IsOfTask => AttachmentId is not null && Machine is null;
}
