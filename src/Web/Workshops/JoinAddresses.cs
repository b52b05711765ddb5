using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Workbook.Web.Workshops;

/// <summary>Where learners find a workshop.</summary>
internal static class JoinAddresses
{
    /// <param name="listen">Where the site listens.</param>
    /// <param name="port">On which TCP port.</param>
    public static IReadOnlyList<Uri> Of(IPAddress listen, int port)
    {
        var found = listen.Equals(IPAddress.Any) ? OfMachine().ToList() : [listen];
        return [.. (found.Count > 0 ? found : [IPAddress.Loopback]).Select(address => new UriBuilder("http", address.ToString(), port, "/join").Uri)];
    }

    private static IEnumerable<IPAddress> OfMachine() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(each => each.OperationalStatus == OperationalStatus.Up && each.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        // Docker's own networks reach nobody's browser.
        .Where(each => !each.Name.StartsWith("docker", StringComparison.Ordinal) && !each.Name.StartsWith("br-", StringComparison.Ordinal) && !each.Name.StartsWith("veth", StringComparison.Ordinal))
        .SelectMany(each => each.GetIPProperties().UnicastAddresses)
        .Select(each => each.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork);
}
