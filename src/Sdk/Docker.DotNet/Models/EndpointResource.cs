namespace Docker.DotNet.Models;

/// <summary>NetworkContainer: a container that is connected to a network.</summary>
public class EndpointResource
{
    public string Name { get; set; } = string.Empty;

    public string EndpointID { get; set; } = string.Empty;

    public string MacAddress { get; set; } = string.Empty;

    public string IPv4Address { get; set; } = string.Empty;

    public string IPv6Address { get; set; } = string.Empty;
}
