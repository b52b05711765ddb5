using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>The Engine API's networks. Methods that take an id also take a name; where there is none such, they throw <see cref="DockerNetworkNotFoundException"/>.</summary>
public interface INetworkOperations
{
    Task<IList<NetworkResponse>> ListNetworksAsync(NetworksListParameters? parameters = null, CancellationToken cancellationToken = default);

    Task<NetworkResponse> InspectNetworkAsync(string id, CancellationToken cancellationToken = default);

    /// <exception cref="DockerApiException">403: containers are connected to it.</exception>
    Task DeleteNetworkAsync(string id, CancellationToken cancellationToken = default);

    /// <exception cref="DockerApiException">403: there is no free subnet, or it overlaps with another network's. 409: the name is taken.</exception>
    Task<NetworksCreateResponse> CreateNetworkAsync(NetworksCreateParameters parameters, CancellationToken cancellationToken = default);

    Task ConnectNetworkAsync(string id, NetworkConnectParameters parameters, CancellationToken cancellationToken = default);

    Task DisconnectNetworkAsync(string id, NetworkDisconnectParameters parameters, CancellationToken cancellationToken = default);
}
