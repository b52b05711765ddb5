using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workbook.Web.Access;

/// <summary>
/// The names by which the site may be asked for. A foreign page whose name suddenly means this machine (DNS rebinding) could read the answers otherwise; what is
/// no name but an address cannot be taken over like that.
/// </summary>
/// <param name="listen">Where the site listens.</param>
internal sealed class SiteHosts(IPAddress listen)
{
    public bool Has(HostString host, int port)
    {
        if (host.Port != port) return false;
        return IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address) || !IPAddress.IsLoopback(listen)
            : IsName(host.Host, "localhost") || (!IPAddress.IsLoopback(listen) && (IsName(host.Host, Dns.GetHostName()) || IsName(host.Host, Dns.GetHostName() + ".local")));
    }

    private static bool IsName(string host, string name) => host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
