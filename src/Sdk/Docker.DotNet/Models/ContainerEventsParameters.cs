namespace Docker.DotNet.Models;

/// <summary>Query of <c>GET /events</c>; times are Unix seconds, with a fraction if need be.</summary>
public class ContainerEventsParameters
{
    public string? Since { get; set; }

    public string? Until { get; set; }

    public IDictionary<string, IDictionary<string, bool>>? Filters { get; set; }
}
