namespace Docker.DotNet.Models;

/// <summary>Body of <c>POST /networks/create</c>.</summary>
public class NetworksCreateParameters
{
    public string Driver { get; set; } = string.Empty;

    public string Scope { get; set; } = string.Empty;

    public bool? EnableIPv4 { get; set; }

    public bool? EnableIPv6 { get; set; }

    public IPAM? IPAM { get; set; }

    public bool Internal { get; set; }

    public bool Attachable { get; set; }

    public bool Ingress { get; set; }

    public bool ConfigOnly { get; set; }

    public IDictionary<string, string> Options { get; set; } = default!;

    public IDictionary<string, string> Labels { get; set; } = default!;

    public string Name { get; set; } = string.Empty;
}
