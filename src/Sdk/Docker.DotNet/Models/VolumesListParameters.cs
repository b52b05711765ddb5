namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /volumes</c>; filters map a filter's name to its values.</summary>
public class VolumesListParameters
{
    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
