using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Workbook.Server.Wire;

/// <summary>
/// Finds the credential of a signed request: in the <c>Authorization</c> header, or in the query of a presigned URL.
/// The signature itself is not verified here. Wording and codes are those of the AWS API front end.
/// </summary>
internal static class Signature
{
    private const string Symmetric = "AWS4-HMAC-SHA256", Asymmetric = "AWS4-ECDSA-P256-SHA256";

    private static readonly string[] s_queryParameters = ["X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

    // AWS limits all headers together to about this; a longer one is no signature.
    private const int MaxHeader = 8192;

    /// <summary>Whether the request carries a signature at all, in whatever state.</summary>
    public static bool IsPresent(HttpRequest request) =>
        !StringValues.IsNullOrEmpty(request.Headers.Authorization) || request.Query.ContainsKey("X-Amz-Credential");

    /// <exception cref="Shapes.ApiException">The signature is missing (MissingAuthenticationToken) or garbled.</exception>
    public static CredentialScope Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length > 0) return FromHeader(header, request);
        if (request.QueryString.HasValue && request.Query["X-Amz-Algorithm"].ToString() is { Length: > 0 } algorithm)
            return FromQuery(algorithm, request.Query);
        throw AwsErrors.MissingToken();
    }

    private static CredentialScope FromHeader(string header, HttpRequest request)
    {
        if (header.Length > MaxHeader) throw AwsErrors.IncompleteSignature("Authorization header is too long.");
        var text = header.AsSpan();
        var space = text.IndexOf(' ');
        var algorithm = space < 0 ? text : text[..space];
        if (algorithm.Contains('='))
            throw AwsErrors.IncompleteSignature("Authorization header must begin with the algorithm name, which cannot include an equal-sign.");

        string? credential = null;
        bool signedHeaders = false, signature = false;
        var parameters = space < 0 ? default : text[(space + 1)..];
        foreach (var range in parameters.Split(','))
        {
            var parameter = parameters[range].Trim();
            if (parameter.IsEmpty) continue;
            var equals = parameter.IndexOf('=');
            if (equals < 0)
            {
                throw AwsErrors.IncompleteSignature(
                    $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{Hashed(header)}'.");
            }
            var value = parameter[(equals + 1)..];
            if (value.IsEmpty) continue;
            switch (parameter[..equals])
            {
                case "Credential": credential = value.ToString(); break;
                case "SignedHeaders": signedHeaders = true; break;
                case "Signature": signature = true; break;
                default: break;
            }
        }

        var dated = request.Headers.ContainsKey("X-Amz-Date") || request.Headers.ContainsKey("Date");
        if (credential is null || !signature || !signedHeaders || !dated)
            throw AwsErrors.IncompleteSignature(Lacking(credential is not null, signature, signedHeaders, dated, header));
        return CredentialScope.Parse(credential, IsAsymmetric(algorithm), request.Headers["X-Amz-Region-Set"]);
    }

    private static CredentialScope FromQuery(string algorithm, IQueryCollection query)
    {
        var lacking = s_queryParameters
            .Where(name => StringValues.IsNullOrEmpty(query[name]))
            .Select(name => $"AWS query-string parameters must include '{name}'.")
            .ToList();
        if (lacking.Count > 0) throw AwsErrors.IncompleteSignature($"{string.Join(' ', lacking)} Re-examine the query-string parameters.");
        return CredentialScope.Parse(query["X-Amz-Credential"].ToString(), IsAsymmetric(algorithm), query["X-Amz-Region-Set"]);
    }

    private static bool IsAsymmetric(ReadOnlySpan<char> algorithm) => algorithm switch
    {
        Symmetric => false,
        Asymmetric => true,
        _ => throw AwsErrors.IncompleteSignature($"Unsupported AWS 'algorithm': '{algorithm}'."),
    };

    private static string Lacking(bool credential, bool signature, bool signedHeaders, bool dated, string header)
    {
        var text = new StringBuilder();
        if (!credential) text.Append("Authorization header requires 'Credential' parameter. ");
        if (!signature) text.Append("Authorization header requires 'Signature' parameter. ");
        if (!signedHeaders) text.Append("Authorization header requires 'SignedHeaders' parameter. ");
        if (!dated) text.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        return text.Append("(Hashed with SHA-256 and encoded with Base64) Authorization=").Append(Hashed(header)).ToString();
    }

    // The header is a secret of a kind (it can be replayed), so that AWS no longer sends it back.
    private static string Hashed(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
