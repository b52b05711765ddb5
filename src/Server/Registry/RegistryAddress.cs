using Workbook.Orchestration;
using Workbook.Server.Wire;

namespace Workbook.Server.Registry;

/// <summary>Whose registry a host name means.</summary>
internal static class RegistryAddress
{
    private static readonly string[] Endings = [".localhost", ".amazonaws.com"];

    /// <summary>
    /// <c>123456789012.dkr.ecr.us-east-1.localhost</c> is that account's in that region; any other name leaves it to the token.
    /// </summary>
    /// <param name="host">Without the port.</param>
    public static AccountRegion? ScopeOf(string host)
    {
        if (Endings.FirstOrDefault(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is not { } found) return null;
        return host[..^found.Length].ToLowerInvariant().Split('.') is [var account, "dkr", "ecr", var region]
            && account.Length == 12 && account.All(char.IsAsciiDigit) && CredentialScope.IsRegion(region)
            ? new(account, region)
            : null;
    }
}
