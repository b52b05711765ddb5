namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /images/json</c>; filters map a filter's name to its values.</summary>
public class ImagesListParameters
{
    public bool? All { get; set; }

    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }

    public bool? SharedSize { get; set; }

    public bool? Digests { get; set; }
}
