namespace Docker.DotNet.Models;

/// <summary>IPAM: how a network gives out addresses.</summary>
public class IPAM
{
    public string Driver { get; set; } = string.Empty;

    public IDictionary<string, string>? Options { get; set; }

    public IList<IPAMConfig> Config { get; set; } = default!;
}
