using Docker.DotNet.Handler.Abstractions;

namespace Docker.DotNet;

/// <summary>A client of one Docker Engine; safe to use from several threads.</summary>
public interface IDockerClient : IDisposable
{
    ClientOptions Options { get; }

    ISystemOperations System { get; }

    IContainerOperations Containers { get; }

    IImageOperations Images { get; }

    INetworkOperations Networks { get; }

    IVolumeOperations Volumes { get; }

    IExecOperations Exec { get; }
}
