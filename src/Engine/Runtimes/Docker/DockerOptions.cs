using System.Net;
using Workbook.Engine.Building;
using Workbook.Engine.Runtimes.Docker.Images;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>How the Docker backend is to run.</summary>
public sealed record DockerOptions
{
    /// <summary>The Docker Engine that Fargate tasks run on, and those of container instances that name no other.</summary>
    public DockerEndpoint Endpoint { get; init; } = new();

    /// <summary>Docker Engines that are container instances, from the start.</summary>
    public IReadOnlyList<DockerInstance> Instances { get; init; } = [];

    /// <summary>Where they are registered.</summary>
    public AccountRegion Scope { get; init; } = new("123456789012", "us-east-1");

    /// <summary>The container instance attribute that names the Docker Engine its tasks run on, one of <see cref="Instances"/>.</summary>
    public const string HostAttribute = "workbook.docker-host";

    /// <summary>Where host ports of containers listen: this machine only, unless told otherwise.</summary>
    public IPAddress PublishOn { get; init; } = IPAddress.Loopback;

    public ImagePullBehavior PullBehavior { get; init; } = ImagePullBehavior.PreferCached;

    /// <summary>Images that are built when a Docker Engine lacks them; null: there are none.</summary>
    public SampleImages? Samples { get; init; }

    /// <summary>Hears how far pulls have come; null: nobody does.</summary>
    public IProgress<PullProgress>? Pulls { get; init; }

    /// <summary>Resolves secrets and environment files; null: there are none, and tasks that name some fail to start.</summary>
    public IContainerInputs? Inputs { get; init; }
}
