using Workbook.Server.Wire;

namespace Workbook.Server.Api.Ecr;

/// <summary>
/// What the registry is called in image names: <c>localhost</c> with the port of the endpoint, which every Docker takes for
/// this machine's and for one without TLS.
/// </summary>
internal static class RegistryHost
{
    private const int DefaultPort = 80;

    /// <summary>Such as <c>localhost:4566</c>.</summary>
    public static string Of(RequestContext context)
    {
        var colon = context.Host.LastIndexOf(':');
        // The colons of [::1] are not a port's.
        var port = colon > context.Host.LastIndexOf(']') ? context.Host[(colon + 1)..] : $"{DefaultPort}";
        return $"localhost:{port}";
    }
}
