using Workbook.Orchestration.Clusters;

namespace Workbook.Engine.Runtimes.Docker.Instances;

/// <summary>A Docker Engine that is a container instance of a cluster.</summary>
/// <param name="Name">What its attribute <see cref="DockerOptions.HostAttribute"/> says: letters, digits, hyphens, underscores and dots.</param>
/// <param name="Cluster">The name of its cluster, which is created when it is missing.</param>
public sealed record DockerInstance(string Name, DockerEndpoint Endpoint, string Cluster = ClusterRules.DefaultName);
