using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>The Engine API's commands inside running containers. Where there is no such container or exec, the methods throw <see cref="DockerContainerNotFoundException"/>.</summary>
public interface IExecOperations
{
    Task<ContainerExecInspectResponse> InspectContainerExecAsync(string id, CancellationToken cancellationToken = default);

    /// <exception cref="DockerApiException">409: the container is not running.</exception>
    Task<ContainerExecCreateResponse> CreateContainerExecAsync(string id, ContainerExecCreateParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Starts the command with its streams attached; the stream ends when the command does.</summary>
    Task<MultiplexedStream> StartContainerExecAsync(string id, ContainerExecStartParameters parameters, CancellationToken cancellationToken = default);

    Task ResizeExecTtyAsync(string id, ContainerResizeParameters parameters, CancellationToken cancellationToken = default);
}
