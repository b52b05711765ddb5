using Workbook.Orchestration.Worlds;

namespace Workbook.Orchestration.Ec2;

/// <summary>A key pair; only its public side is kept.</summary>
/// <param name="Id">Such as <c>key-0123456789abcdef0</c>.</param>
/// <param name="Name">Unique in the region.</param>
/// <param name="Fingerprint">Hexadecimal pairs with colons.</param>
/// <param name="KeyType"><c>rsa</c> or <c>ed25519</c>.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Ec2KeyPair(string Id, string Name, string Fingerprint, string KeyType, DateTimeOffset CreatedAt) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.KeyPair;

    public override string ResourceType => "key-pair";

    public override IReadOnlyList<string> Within => [Name];

    /// <summary>What was imported; null for one that EC2 made.</summary>
    public string? PublicKey { get; init; }
}
