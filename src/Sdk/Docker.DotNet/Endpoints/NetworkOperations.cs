using Docker.DotNet.Models;

namespace Docker.DotNet;

internal sealed class NetworkOperations(EngineApi api) : INetworkOperations
{
    public async Task<IList<NetworkResponse>> ListNetworksAsync(NetworksListParameters? parameters, CancellationToken cancellationToken) =>
        await api.ReadAsync(new Call(HttpMethod.Get, "networks", new Query().Add("filters", parameters?.Filters)), DockerJson.Default.NetworkResponseArray, cancellationToken);

    public Task<NetworkResponse> InspectNetworkAsync(string id, CancellationToken cancellationToken) =>
        api.ReadAsync(Network(HttpMethod.Get, id), DockerJson.Default.NetworkResponse, cancellationToken);

    public Task DeleteNetworkAsync(string id, CancellationToken cancellationToken) => api.SendAsync(Network(HttpMethod.Delete, id), cancellationToken);

    public Task<NetworksCreateResponse> CreateNetworkAsync(NetworksCreateParameters parameters, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Post, "networks/create") { Content = EngineApi.Json(parameters, DockerJson.Default.NetworksCreateParameters) };
        return api.ReadAsync(call, DockerJson.Default.NetworksCreateResponse, cancellationToken);
    }

    public Task ConnectNetworkAsync(string id, NetworkConnectParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Network(HttpMethod.Post, id, "/connect") with { Content = EngineApi.Json(parameters, DockerJson.Default.NetworkConnectParameters) }, cancellationToken);

    public Task DisconnectNetworkAsync(string id, NetworkDisconnectParameters parameters, CancellationToken cancellationToken) =>
        api.SendAsync(Network(HttpMethod.Post, id, "/disconnect") with { Content = EngineApi.Json(parameters, DockerJson.Default.NetworkDisconnectParameters) }, cancellationToken);

    private static Call Network(HttpMethod method, string id, string what = "") => new(method, $"networks/{Call.Segment(id)}{what}") { Missing = Missing.Network };
}
