namespace Docker.DotNet.Models;

/// <summary>EndpointIPAMConfig: addresses that were asked for.</summary>
public class EndpointIPAMConfig
{
    public string? IPv4Address { get; set; }

    public string? IPv6Address { get; set; }

    public IList<string>? LinkLocalIPs { get; set; }
}
