using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>Says that the default network was made here, so that what was deleted of it stays deleted.</summary>
public sealed record Ec2Account() : Ec2Resource(OnlyId)
{
    public const string OnlyId = "ec2-account";

    public override EntityKind Kind => EntityKind.Ec2Account;

    public override string ResourceType => "account";

    /// <summary>The VPC that requests mean which name none; null once it is deleted.</summary>
    public string? DefaultVpcId { get; init; }
}
