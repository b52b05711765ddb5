using Workbook.Orchestration;

namespace Workbook.Engine.Images;

/// <summary>Whose registry a host name means.</summary>
public static class RegistryAddress
{
    private const string OnThisMachine = ".localhost", OnAws = ".amazonaws.com";

    /// <summary>
    /// <c>123456789012.dkr.ecr.us-east-1.localhost</c>, or <c>….amazonaws.com</c>, is that account's in that region; any other name leaves it
    /// to the token.
    /// </summary>
    /// <param name="host">Without the port.</param>
    public static AccountRegion? ScopeOf(string host) => ScopeOf(host, OnThisMachine) ?? ScopeOf(host, OnAws);

    /// <summary>True for a name that means AWS's registry wherever it is not known that this one stands for it.</summary>
    public static bool IsOnAws(string host) => ScopeOf(host, OnAws) is not null;

    private static AccountRegion? ScopeOf(string host, string ending) =>
        host.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
        && host[..^ending.Length].ToLowerInvariant().Split('.') is [var account, "dkr", "ecr", var region]
        && AccountRegion.IsAccount(account) && AccountRegion.IsRegion(region)
            ? new(account, region)
            : null;
}
