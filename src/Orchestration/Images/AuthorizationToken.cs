using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workbook.Orchestration.Images;

/// <summary>
/// The password of the user <c>AWS</c> with which clients log in to the registry: who may pull and push where, until
/// when, sealed so that nobody can make one. GetAuthorizationToken gives it out.
/// </summary>
/// <param name="Scope">The registry it is for: account and region.</param>
/// <param name="PrincipalArn">Who asked for it; what it may do is what they may do.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record AuthorizationToken(AccountRegion Scope, string PrincipalArn, DateTimeOffset ExpiresAt)
{
    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>The user name that goes with it.</summary>
    public const string UserName = "AWS";

    public static AuthorizationToken For(AccountRegion scope, string principalArn, DateTimeOffset now) => new(scope, principalArn, now + Lifetime);

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    /// <summary>The token as a password: letters, digits and <c>-_.</c> only.</summary>
    /// <param name="secret">Whoever has it can make tokens.</param>
    public string Seal(ReadOnlySpan<byte> secret)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Claims(Scope.Account, Scope.Region, PrincipalArn, ExpiresAt.ToUnixTimeMilliseconds()));
        var text = Base64Url.EncodeToString(claims);
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Opens what <see cref="Seal"/> made. An expired token is still a token; <see cref="IsExpired"/> tells.</summary>
    public static bool TryOpen(string password, ReadOnlySpan<byte> secret, [NotNullWhen(true)] out AuthorizationToken? token)
    {
        token = null;
        if (password.Split('.') is not [var text, var seal] || !Base64Url.IsValid(text) || !Base64Url.IsValid(seal)) return false;
        var expected = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));
        if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(seal))) return false;
        // What is sealed was written by us.
        var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(text))!;
        token = new(new(claims.Account, claims.Region), claims.Principal, DateTimeOffset.FromUnixTimeMilliseconds(claims.Expires));
        return true;
    }

    private sealed record Claims(string Account, string Region, string Principal, long Expires);
}
