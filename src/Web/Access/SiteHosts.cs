using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Access;

/// <summary>
/// The names by which the site may be asked for. A foreign page whose name suddenly means this machine (DNS rebinding) could read the answers otherwise; what is
/// no name but an address cannot be taken over like that.
/// </summary>
/// <param name="listen">Where the site listens.</param>
/// <param name="proxy">The address of a proxy in front of it; null: there is none.</param>
internal sealed class SiteHosts(IPAddress listen, Uri? proxy)
{
    /// <summary>Whether a request that came in on a port may be for this host.</summary>
    public bool Has(HostString host, int port)
    {
        if (IsProxy(host)) return true;
        if (host.Port != port) return false;
        return IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address) || !IPAddress.IsLoopback(listen)
            : IsName(host.Host, "localhost") || (!IPAddress.IsLoopback(listen) && (IsName(host.Host, Dns.GetHostName()) || IsName(host.Host, Dns.GetHostName() + ".local")));
    }

    /// <summary>The origin of the site's own pages, asked for by a host that <see cref="Has"/> knows.</summary>
    public string OriginOf(HostString host) => IsProxy(host) ? proxy!.GetLeftPart(UriPartial.Authority) : $"http://{host.Value}";

    private bool IsProxy(HostString host) => proxy is not null && IsName(host.Value ?? "", proxy.Authority);

    private static bool IsName(string host, string name) => host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
