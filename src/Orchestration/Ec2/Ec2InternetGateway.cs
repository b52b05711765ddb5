using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>An internet gateway.</summary>
/// <param name="Id">Such as <c>igw-0123456789abcdef0</c>.</param>
public sealed record Ec2InternetGateway(string Id) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.InternetGateway;

    public override string ResourceType => "internet-gateway";

    public override IReadOnlyList<string> Within => VpcId is null ? [] : [VpcId];

    /// <summary>The VPC it is attached to.</summary>
    public string? VpcId { get; init; }
}
