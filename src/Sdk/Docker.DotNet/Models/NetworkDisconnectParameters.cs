namespace Docker.DotNet.Models;

/// <summary>NetworkDisconnectRequest: body of <c>POST /networks/{id}/disconnect</c>.</summary>
public class NetworkDisconnectParameters
{
    public string Container { get; set; } = string.Empty;

    public bool Force { get; set; }
}
