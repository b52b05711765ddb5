using System.Net;
using Workbook.Engine.Runtimes.Docker.Images;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>How the Docker backend is to run.</summary>
public sealed record DockerOptions
{
    /// <summary>The Docker Engine that Fargate tasks run on, and those of container instances that name no other.</summary>
    public DockerEndpoint Endpoint { get; init; } = new();

    /// <summary>Further Docker Engines, by the name that container instances give in their attribute <see cref="HostAttribute"/>.</summary>
    public IReadOnlyDictionary<string, DockerEndpoint> Hosts { get; init; } = new Dictionary<string, DockerEndpoint>();

    /// <summary>The container instance attribute that names the Docker Engine its tasks run on.</summary>
    public const string HostAttribute = "workbook.docker-host";

    /// <summary>Where host ports of containers listen: this machine only, unless told otherwise.</summary>
    public IPAddress PublishOn { get; init; } = IPAddress.Loopback;

    public ImagePullBehavior PullBehavior { get; init; } = ImagePullBehavior.PreferCached;

    /// <summary>Resolves secrets and environment files; null: there are none, and tasks that name some fail to start.</summary>
    public IContainerInputs? Inputs { get; init; }
}
