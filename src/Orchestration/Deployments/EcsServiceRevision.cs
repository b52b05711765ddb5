using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>A record of what a service was to run at some time; but for the digests of its images it never changes (see "Amazon ECS service revisions").</summary>
/// <param name="Id">The last part of its ARN: 19 digits.</param>
/// <param name="ClusterName">The service's cluster.</param>
/// <param name="ServiceName">The service.</param>
/// <param name="Spec">What its tasks are started from.</param>
public sealed record EcsServiceRevision(string Id, string ClusterName, string ServiceName, LaunchSpec Spec)
{
    public string ServiceKey => $"{ClusterName}/{ServiceName}";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The images that the task definition named, each with its digest once a task has pulled it; see <see cref="ImageResolution"/>.</summary>
    public ValueList<ContainerImage> ContainerImages { get; init; } = [];
}
