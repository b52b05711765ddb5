namespace Docker.DotNet.Models;

/// <summary>EndpointSettings: how a container is, or shall be, connected to a network.</summary>
public class EndpointSettings
{
    public EndpointIPAMConfig? IPAMConfig { get; set; }

    public IList<string> Links { get; set; } = default!;

    public IList<string> Aliases { get; set; } = default!;

    public IDictionary<string, string> DriverOpts { get; set; } = default!;

    public long GwPriority { get; set; }

    public string NetworkID { get; set; } = default!;

    public string EndpointID { get; set; } = default!;

    public string Gateway { get; set; } = default!;

    public string IPAddress { get; set; } = default!;

    public string MacAddress { get; set; } = default!;

    public long IPPrefixLen { get; set; }

    public string IPv6Gateway { get; set; } = default!;

    public string GlobalIPv6Address { get; set; } = default!;

    public long GlobalIPv6PrefixLen { get; set; }

    public IList<string> DNSNames { get; set; } = default!;
}
