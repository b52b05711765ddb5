using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>A virtual private cloud.</summary>
/// <param name="Id">Such as <c>vpc-0123456789abcdef0</c>.</param>
/// <param name="CidrBlock">Its addresses, a /16 to a /28.</param>
public sealed record Ec2Vpc(string Id, string CidrBlock) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.Vpc;

    public override string ResourceType => "vpc";

    public bool IsDefault { get; init; }

    /// <summary><c>default</c> or <c>dedicated</c>.</summary>
    public string InstanceTenancy { get; init; } = "default";
    public bool EnableDnsSupport { get; init; } = true;
    public bool EnableDnsHostnames { get; init; }
    public bool EnableNetworkAddressUsageMetrics { get; init; }

    /// <summary>Its default network ACL exists with it and is never changed, so it is not kept.</summary>
    public string NetworkAclId => Ec2Ids.Derive("acl", Id, "default");
}
