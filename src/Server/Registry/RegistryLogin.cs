using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workbook.Engine.Images;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry;

/// <summary>Who calls, and whose registry: by the token that GetAuthorizationToken gave, sent as the password of <c>AWS</c>.</summary>
/// <param name="secret">What tokens are sealed with.</param>
/// <param name="clock">The engine's: tokens are good for twelve hours of it.</param>
internal sealed class RegistryLogin(RegistrySecret secret, TimeProvider clock)
{
    /// <summary>The caller's ARN, and the registry that the host names, or else the token.</summary>
    /// <exception cref="RegistryError">401: no token, not one of ours, or one of another region. 403: an expired one.</exception>
    public (string PrincipalArn, AccountRegion Registry) Read(HttpRequest request)
    {
        if (!TryReadPassword(request, out var password) || !AuthorizationToken.TryOpen(password, secret.Bytes, out var token)) throw RegistryError.NotAuthorized();
        var registry = RegistryAddress.ScopeOf(request.Host.Host) ?? token.Scope;
        if (registry.Region != token.Scope.Region) throw RegistryError.NotAuthorized();
        if (token.IsExpired(clock.GetUtcNow())) throw RegistryError.TokenExpired();
        return (token.PrincipalArn, registry);
    }

    /// <summary>Asks for a login, as ECR does.</summary>
    public static void Challenge(HttpContext http) =>
        http.Response.Headers.WWWAuthenticate = $"Basic realm=\"{http.Request.Scheme}://{http.Request.Host}/\",service=\"ecr.amazonaws.com\"";

    private static bool TryReadPassword(HttpRequest request, [NotNullWhen(true)] out string? password)
    {
        password = null;
        const string Scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Base64.IsValid(header.AsSpan(Scheme.Length))) return false;
        var credentials = Encoding.UTF8.GetString(Convert.FromBase64String(header[Scheme.Length..]));
        if (credentials.Split(':', 2) is not [AuthorizationToken.UserName, var found]) return false;
        password = found;
        return true;
    }
}
