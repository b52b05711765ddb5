namespace Docker.DotNet.Models;

/// <summary>VolumeListResponse: answer to <c>GET /volumes</c>.</summary>
public class VolumesListResponse
{
    public IList<VolumeResponse> Volumes { get; set; } = default!;

    public IList<string> Warnings { get; set; } = default!;
}
