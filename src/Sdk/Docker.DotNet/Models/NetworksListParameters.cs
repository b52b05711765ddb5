namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /networks</c>; filters map a filter's name to its values.</summary>
public class NetworksListParameters
{
    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
