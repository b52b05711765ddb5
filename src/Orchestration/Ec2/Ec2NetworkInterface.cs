using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>A network interface that somebody created. It is plugged into nothing.</summary>
/// <param name="Id">Such as <c>eni-0123456789abcdef0</c>.</param>
/// <param name="SubnetId">Where it is.</param>
/// <param name="VpcId">The subnet's.</param>
/// <param name="PrivateIpAddress">In the subnet's range.</param>
public sealed record Ec2NetworkInterface(string Id, string SubnetId, string VpcId, string PrivateIpAddress) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.NetworkInterface;

    public override string ResourceType => "network-interface";

    public override IReadOnlyList<string> Within => [VpcId, SubnetId];

    public string Description { get; init; } = "";
    public ValueList<string> SecurityGroupIds { get; init; } = [];
}
