using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>
/// A client of one Docker Engine, made by <see cref="DockerClientBuilder"/>. Where nobody listens at the endpoint, or it may not
/// be opened, its methods throw <see cref="HttpRequestException"/> with the SocketException inside; where the Engine answers with
/// an error, a <see cref="DockerApiException"/>.
/// </summary>
public sealed class DockerClient : IDockerClient
{
    private readonly EngineApi api;

    internal DockerClient(ClientOptions options)
    {
        Options = options;
        api = new EngineApi(options);
        System = new SystemOperations(api);
        Containers = new ContainerOperations(api);
        Images = new ImageOperations(api);
        Networks = new NetworkOperations(api);
        Volumes = new VolumeOperations(api);
        Exec = new ExecOperations(api);
    }

    public ClientOptions Options { get; }

    public ISystemOperations System { get; }

    public IContainerOperations Containers { get; }

    public IImageOperations Images { get; }

    public INetworkOperations Networks { get; }

    public IVolumeOperations Volumes { get; }

    public IExecOperations Exec { get; }

    public void Dispose() => api.Dispose();
}
