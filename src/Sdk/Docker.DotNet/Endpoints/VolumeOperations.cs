using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class VolumeOperations(EngineApi api) : IVolumeOperations
{
    public Task<VolumesListResponse> ListAsync(CancellationToken cancellationToken) => ListAsync(parameters: null, cancellationToken);

    public Task<VolumesListResponse> ListAsync(VolumesListParameters? parameters, CancellationToken cancellationToken) =>
        api.ReadAsync(new Call(HttpMethod.Get, "volumes", new Query().Add("filters", parameters?.Filters)), DockerJson.Default.VolumesListResponse, cancellationToken);

    public Task<VolumeResponse> CreateAsync(VolumesCreateParameters parameters, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, "volumes/create") { Content = EngineApi.Json(parameters, DockerJson.Default.VolumesCreateParameters) };
        return api.ReadAsync(call, DockerJson.Default.VolumeResponse, cancellationToken);
    }

    public Task<VolumeResponse> InspectAsync(string name, CancellationToken cancellationToken) =>
        api.ReadAsync(new Call(HttpMethod.Get, $"volumes/{Call.Segment(name)}"), DockerJson.Default.VolumeResponse, cancellationToken);

    public Task RemoveAsync(string name, bool? force, CancellationToken cancellationToken) =>
        api.SendAsync(new Call(HttpMethod.Delete, $"volumes/{Call.Segment(name)}", new Query().Add("force", force)), cancellationToken);
}
