using Workbook.Orchestration;

namespace Workbook.Server.Wire;

/// <summary>What a Signature Version 4 credential says: <c>AKID/20260101/us-east-1/ecs/aws4_request</c>.</summary>
/// <param name="AccessKeyId">Of the signer.</param>
/// <param name="Region">The region signed for; the endpoint is the same for all.</param>
/// <param name="Service">The service's signing name, such as <c>elasticloadbalancing</c>.</param>
internal readonly record struct CredentialScope(string AccessKeyId, string Region, string Service)
{
    /// <summary>Whose world it is unless the access key id chooses another: AWS's documentation account.</summary>
    public const string DefaultAccount = "123456789012";

    private const int MaxAccessKeyId = 128;

    /// <summary>The account is the access key id where that is exactly twelve digits, else <see cref="DefaultAccount"/>.</summary>
    public AccountRegion Scope => new(AccountRegion.IsAccount(AccessKeyId) ? AccessKeyId : DefaultAccount, Region);

    /// <summary>
    /// Takes a credential apart. That of an asymmetric signature (SigV4A) names no region, since it may hold for
    /// several: those are in <paramref name="regionSet"/>, of which the first is taken.
    /// </summary>
    /// <exception cref="Shapes.ApiException">IncompleteSignature, InvalidSignature or UnrecognizedClient.</exception>
    public static CredentialScope Parse(string credential, bool asymmetric, string? regionSet)
    {
        var parts = credential.Split('/');
        var count = asymmetric ? 4 : 5;
        if (parts.Length != count)
        {
            throw AwsErrors.IncompleteSignature(
                $"Credential must have exactly {count} slash-delimited elements, e.g. keyid/date/{(asymmetric ? "" : "region/")}service/term, got '{credential}'.");
        }
        if (parts[^1] != "aws4_request")
            throw AwsErrors.InvalidSignature($"Credential should be scoped with a valid terminator: 'aws4_request', not '{parts[^1]}'.");
        if (parts[1].Length != 8 || !parts[1].All(char.IsAsciiDigit))
            throw AwsErrors.InvalidSignature($"Date in Credential scope is not of the form 'YYYYMMDD': '{parts[1]}'.");

        var region = asymmetric ? FirstRegion(regionSet) : parts[2];
        if (!AccountRegion.IsRegion(region)) throw AwsErrors.InvalidSignature($"Credential should be scoped to a valid region, not '{region}'. ");
        if (!IsAccessKeyId(parts[0])) throw AwsErrors.InvalidToken();
        return new(parts[0], region, parts[^2]);
    }

    // "*" is every region; this product has to choose one, and takes that of AWS's global endpoints.
    private static string FirstRegion(string? regionSet) =>
        regionSet?.Split(',')[0].Trim() is { Length: > 0 } first && first != "*" ? first : "us-east-1";

    private static bool IsAccessKeyId(string id) =>
        id.Length is > 0 and <= MaxAccessKeyId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
