using System.Diagnostics.CodeAnalysis;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Blobs;

/// <summary>The name of a blob: the SHA-256 of its bytes. ECR knows no other algorithm.</summary>
public readonly record struct BlobDigest
{
    /// <summary>What stands before the digits.</summary>
    public const string Prefix = "sha256:";

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
        if (!Digest.IsValid(text)) return false;
        digest = new(text[Prefix.Length..]);
        return true;
    }

    /// <exception cref="FormatException">It is not a digest.</exception>
    public static BlobDigest Parse(string text) => TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a SHA-256 digest.");

    public override string ToString() => Prefix + Hex;
}
