namespace Docker.DotNet.Models;

/// <summary>Volume: answer to <c>POST /volumes/create</c> and <c>GET /volumes/{name}</c>.</summary>
public class VolumeResponse
{
    public string? CreatedAt { get; set; }

    public string Driver { get; set; } = string.Empty;

    public IDictionary<string, string> Labels { get; set; } = default!;

    public string Mountpoint { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public IDictionary<string, string> Options { get; set; } = default!;

    public string Scope { get; set; } = string.Empty;
}
