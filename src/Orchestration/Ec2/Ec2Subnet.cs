using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>A subnet: a range of a VPC's addresses in one availability zone.</summary>
/// <param name="Id">Such as <c>subnet-0123456789abcdef0</c>.</param>
/// <param name="VpcId">The VPC it is in.</param>
/// <param name="CidrBlock">Its addresses, a /16 to a /28.</param>
/// <param name="Zone">Such as <c>us-east-1a</c>.</param>
public sealed record Ec2Subnet(string Id, string VpcId, string CidrBlock, string Zone) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.Subnet;

    public override string ResourceType => "subnet";

    public override IReadOnlyList<string> Within => [VpcId];

    public bool IsDefaultForZone { get; init; }
    public bool MapPublicIpOnLaunch { get; init; }

    /// <summary>How many private addresses were given out; the next one follows them.</summary>
    public int AddressesGiven { get; init; }
}
