using System.Security.Cryptography;
using System.Text;

namespace Workbook.Orchestration;

/// <summary>Ids of the parts of a thing, computed from the thing's own id, so that the core never has to mint one.</summary>
public static class DerivedId
{
    /// <summary>32 lower-case hexadecimal digits that are always the same for the same owner and part.</summary>
    public static string Hex(string ownerId, string part) => Convert.ToHexStringLower(Hash(ownerId, part));

    /// <summary>The same in the form of a UUID, as ECS writes containers' and attachments' ids.</summary>
    public static string Uuid(string ownerId, string part) => new Guid(Hash(ownerId, part)).ToString();

    /// <summary>Decimal digits, as ECS writes the ids of deployments and service revisions.</summary>
    public static string Digits(string ownerId, string part, int count) =>
        string.Concat(Hash(ownerId, part).Concat(Hash(ownerId, part + "+")).Take(count).Select(octet => (char)('0' + octet % 10)));

    private static byte[] Hash(string ownerId, string part) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{ownerId}/{part}")).AsSpan(0, 16).ToArray();
}
