namespace Workbook.Orchestration.Ec2;

/// <summary>EC2's ids: a prefix and 17 hexadecimal digits, made of a seed that the caller minted or of another id.</summary>
public static class Ec2Ids
{
    private const int Digits = 17;

    /// <summary>Such as <c>vpc-0123456789abcdef0</c>, from 32 random hexadecimal digits.</summary>
    public static string Of(string prefix, string seed) => $"{prefix}-{seed[..Digits]}";

    /// <summary>The id of a part, always the same for the same owner.</summary>
    public static string Derive(string prefix, string owner, string part) => Of(prefix, DerivedId.Hex(owner, part));

    /// <summary>Whether a text looks like an id; EC2 tells a malformed one from one that names nothing.</summary>
    public static bool IsWellFormed(string prefix, string id) =>
        id.StartsWith(prefix + "-", StringComparison.Ordinal)
        && id.Length - prefix.Length - 1 is 8 or Digits
        && id.Skip(prefix.Length + 1).All(char.IsAsciiHexDigitLower);
}
