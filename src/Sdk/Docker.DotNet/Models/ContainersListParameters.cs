namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /containers/json</c>; filters map a filter's name to its values.</summary>
public class ContainersListParameters
{
    public bool? All { get; set; }

    public long? Limit { get; set; }

    public bool? Size { get; set; }

    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
