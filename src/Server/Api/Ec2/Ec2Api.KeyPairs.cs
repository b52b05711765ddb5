using System.Security.Cryptography;
using System.Text;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<KeyPairInfo> s_keyFilters = new(key => key.Tags)
    {
        ["fingerprint"] = key => key.KeyFingerprint,
        ["key-name"] = key => key.KeyName,
        ["key-pair-id"] = key => key.KeyPairId,
    };

    /// <summary>Always an RSA key in PEM; its private side is shown once and not kept.</summary>
    public ValueTask<CreateKeyPairResponse> CreateKeyPairAsync(CreateKeyPairRequest request, RequestContext context)
    {
        using var rsa = RSA.Create(2048);
        var material = rsa.ExportRSAPrivateKeyPem();
        var fingerprint = Fingerprint(rsa.ExportPkcs8PrivateKey());
        return Make(context, request.DryRun, (world, seed, now) =>
        {
            var name = request.KeyName ?? throw Ec2Refusal.Missing("KeyName");
            var (next, key) = KeyPairs.Put(world, new(Ec2Ids.Of("key", seed), name, fingerprint, request.KeyType ?? "rsa", now) { Tags = Ec2Tags.Of(request.TagSpecifications, "key-pair") });
            return (next, new CreateKeyPairResponse { KeyPairId = key.Id, KeyName = key.Name, KeyFingerprint = key.Fingerprint, KeyMaterial = material, Tags = key.Tags });
        });
    }

    public ValueTask<ImportKeyPairResponse> ImportKeyPairAsync(ImportKeyPairRequest request, RequestContext context) => Make(context, request.DryRun, (world, seed, now) =>
    {
        var name = request.KeyName ?? throw Ec2Refusal.Missing("KeyName");
        var text = Encoding.UTF8.GetString((request.PublicKeyMaterial ?? throw Ec2Refusal.Missing("PublicKeyMaterial")).Span).Trim();
        var parts = text.Split(' ');
        var bytes = new byte[text.Length];
        if (parts.Length < 2 || parts[0] is not ("ssh-rsa" or "ssh-ed25519") || !Convert.TryFromBase64String(parts[1], bytes, out var length))
            throw Ec2Refusal.Of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
        var (next, key) = KeyPairs.Put(world, new(Ec2Ids.Of("key", seed), name, Fingerprint(bytes.AsSpan(0, length)), parts[0][4..], now)
        {
            PublicKey = text,
            Tags = Ec2Tags.Of(request.TagSpecifications, "key-pair"),
        });
        return (next, new ImportKeyPairResponse { KeyPairId = key.Id, KeyName = key.Name, KeyFingerprint = key.Fingerprint, Tags = key.Tags });
    });

    public ValueTask<DeleteKeyPairResponse> DeleteKeyPairAsync(DeleteKeyPairRequest request, RequestContext context) => Write(context, request.DryRun, (world, _) =>
    {
        var (next, id) = KeyPairs.Delete(world, request.KeyName, request.KeyPairId);
        return (next, new DeleteKeyPairResponse { Return = true, KeyPairId = id });
    });

    public ValueTask<DescribeKeyPairsResponse> DescribeKeyPairsAsync(DescribeKeyPairsRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = request.KeyNames is { Count: > 0 } names ? names.Select(name => KeyPairs.Named(world, name) ?? throw Ec2Refusal.KeyPairNotFound(name))
            : request.KeyPairIds is { Count: > 0 } ids ? ids.Select(id => world.FindEc2<Ec2KeyPair>(id) ?? throw Ec2Refusal.KeyPairNotFound(id))
            : world.Ec2<Ec2KeyPair>(EntityKind.KeyPair);
        var shown = all.Select(key => new KeyPairInfo
        {
            KeyPairId = key.Id,
            KeyName = key.Name,
            KeyFingerprint = key.Fingerprint,
            KeyType = key.KeyType,
            CreateTime = key.CreatedAt,
            PublicKey = request.IncludePublicKey == true ? key.PublicKey : null,
            Tags = key.Tags,
        });
        return Answer(request.DryRun, new DescribeKeyPairsResponse { KeyPairs = s_keyFilters.Apply(shown, request.Filters) });
    }

    // Colons between the bytes, as ssh-keygen writes it.
    private static string Fingerprint(ReadOnlySpan<byte> key) =>
        string.Join(':', SHA256.HashData(key).Take(20).Select(each => each.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
