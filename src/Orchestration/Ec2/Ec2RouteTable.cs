using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>A route table.</summary>
/// <param name="Id">Such as <c>rtb-0123456789abcdef0</c>.</param>
/// <param name="VpcId">The VPC it is in.</param>
public sealed record Ec2RouteTable(string Id, string VpcId) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.RouteTable;

    public override string ResourceType => "route-table";

    public override IReadOnlyList<string> Within => [VpcId];

    /// <summary>The first one is the VPC's own, <c>local</c>.</summary>
    public ValueList<Route> Routes { get; init; } = [];

    /// <summary>The subnets it serves; the main table serves those that have none.</summary>
    public ValueList<RouteTableAssociation> Associations { get; init; } = [];

    public bool IsMain => Associations.Any(association => association.Main == true);
}
