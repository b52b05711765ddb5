using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>A security group with its rules.</summary>
/// <param name="Id">Such as <c>sg-0123456789abcdef0</c>.</param>
/// <param name="VpcId">The VPC it is in.</param>
/// <param name="Name">Unique within the VPC.</param>
/// <param name="Description">Up to 255 characters.</param>
public sealed record Ec2SecurityGroup(string Id, string VpcId, string Name, string Description) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.SecurityGroup;

    public override string ResourceType => "security-group";

    public override IReadOnlyList<string> Within => [VpcId];

    /// <summary>Both directions, one rule for each source or destination.</summary>
    public ValueList<SecurityGroupRule> Rules { get; init; } = [];
}
