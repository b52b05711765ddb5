using System.Diagnostics.CodeAnalysis;

namespace Workbook.Engine.Blobs;

/// <summary>The name of a blob: the SHA-256 of its bytes. ECR knows no other algorithm.</summary>
public readonly record struct BlobDigest
{
    /// <summary>What stands before the digits.</summary>
    public const string Prefix = "sha256:";

    private const int Digits = 64;

    private BlobDigest(string hex) => Hex = hex;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hex { get; }

    public static BlobDigest Of(ReadOnlySpan<byte> content) => FromHash(System.Security.Cryptography.SHA256.HashData(content));

    /// <param name="hash">32 bytes.</param>
    public static BlobDigest FromHash(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hexadecimal digits; nothing else is a digest, and so no path can be one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobDigest digest)
    {
        digest = default;
        if (text?.Length != Prefix.Length + Digits || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var hex = text[Prefix.Length..];
        if (!hex.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))) return false;
        digest = new(hex);
        return true;
    }

    /// <exception cref="FormatException">It is not a digest.</exception>
    public static BlobDigest Parse(string text) => TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a SHA-256 digest.");

    public override string ToString() => Prefix + Hex;
}
