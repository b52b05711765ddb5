namespace Docker.DotNet.Models;

/// <summary>NetworkConnectRequest: body of <c>POST /networks/{id}/connect</c>.</summary>
public class NetworkConnectParameters
{
    public string Container { get; set; } = string.Empty;

    public EndpointSettings? EndpointConfig { get; set; }
}
