namespace Docker.DotNet.Models;

/// <summary>EndpointSettings: how a container is, or shall be, connected to a network.</summary>
public class EndpointSettings
{
    public EndpointIPAMConfig? IPAMConfig { get; set; }

    public IList<string> Links { get; set; } = default!;

    public IList<string> Aliases { get; set; } = default!;

    public IDictionary<string, string> DriverOpts { get; set; } = default!;

    public long GwPriority { get; set; }

    public string NetworkID { get; set; } = string.Empty;

    public string EndpointID { get; set; } = string.Empty;

    public string Gateway { get; set; } = string.Empty;

    public string IPAddress { get; set; } = string.Empty;

    public string MacAddress { get; set; } = string.Empty;

    public long IPPrefixLen { get; set; }

    public string IPv6Gateway { get; set; } = string.Empty;

    public string GlobalIPv6Address { get; set; } = string.Empty;

    public long GlobalIPv6PrefixLen { get; set; }

    public IList<string> DNSNames { get; set; } = default!;
}
