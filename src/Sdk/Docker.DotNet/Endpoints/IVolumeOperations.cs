using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>The Engine API's volumes. Where there is no such volume, the methods throw <see cref="DockerApiException"/> with 404.</summary>
public interface IVolumeOperations
{
    Task<VolumesListResponse> ListAsync(CancellationToken cancellationToken = default);

    Task<VolumesListResponse> ListAsync(VolumesListParameters? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>Creates a volume; one of that name which exists already is given back.</summary>
    Task<VolumeResponse> CreateAsync(VolumesCreateParameters parameters, CancellationToken cancellationToken = default);

    Task<VolumeResponse> InspectAsync(string name, CancellationToken cancellationToken = default);

    /// <exception cref="DockerApiException">409: it is in use.</exception>
    Task RemoveAsync(string name, bool? force = null, CancellationToken cancellationToken = default);
}
