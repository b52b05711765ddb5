using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>Network: answer to <c>GET /networks/{id}</c>, element of the answer to <c>GET /networks</c>.</summary>
public class NetworkResponse
{
    public string Name { get; set; } = string.Empty;

    [JsonPropertyName("Id")]
    public string ID { get; set; } = string.Empty;

    public DateTime Created { get; set; }

    public string Scope { get; set; } = string.Empty;

    public string Driver { get; set; } = string.Empty;

    public bool EnableIPv4 { get; set; }

    public bool EnableIPv6 { get; set; }

    public IPAM IPAM { get; set; } = default!;

    public bool Internal { get; set; }

    public bool Attachable { get; set; }

    public bool Ingress { get; set; }

    public bool ConfigOnly { get; set; }

    public IDictionary<string, string> Options { get; set; } = default!;

    public IDictionary<string, string> Labels { get; set; } = default!;

    public IDictionary<string, EndpointResource> Containers { get; set; } = default!;
}
