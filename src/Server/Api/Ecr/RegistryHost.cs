using Workbook.Orchestration;
using Workbook.Server.Wire;

namespace Workbook.Server.Api.Ecr;

/// <summary>
/// What the registry is called in image names: <c>localhost</c> with the port of the endpoint, which every Docker takes for
/// this machine's and for one without TLS.
/// </summary>
internal static class RegistryHost
{
    private const int DefaultPort = 80;

    /// <summary>The caller's own is plain <c>localhost</c>; another account's has it in its name.</summary>
    public static string Of(RequestContext context, AccountRegion registry) =>
        registry == context.Scope ? Of(context) : $"{registry.Account}.dkr.ecr.{registry.Region}.{Of(context)}";

    /// <summary>Such as <c>localhost:4566</c>.</summary>
    public static string Of(RequestContext context)
    {
        var colon = context.Host.LastIndexOf(':');
        // The colons of [::1] are not a port's.
        var port = colon > context.Host.LastIndexOf(']') ? context.Host[(colon + 1)..] : $"{DefaultPort}";
        return $"localhost:{port}";
    }
}
