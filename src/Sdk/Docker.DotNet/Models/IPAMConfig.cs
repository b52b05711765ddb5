using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>IPAMConfig: a subnet of a network, in CIDR notation.</summary>
public class IPAMConfig
{
    public string? Subnet { get; set; }

    public string? IPRange { get; set; }

    public string? Gateway { get; set; }

    [JsonPropertyName("AuxiliaryAddresses")]
    public IDictionary<string, string>? AuxAddress { get; set; }
}
