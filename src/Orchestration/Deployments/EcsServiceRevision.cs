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

    /// <summary>For each of the spec's load balancers the ARN of the target group that its tasks belong to: of two it is the one that the revision before left free. Null for a Classic Load Balancer.</summary>
    public ValueList<string?> TargetGroupArns { get; init; } = [];

    /// <summary>The target group of a load balancer, by its place in the spec.</summary>
    internal string? TargetGroupOf(int number) => number < TargetGroupArns.Count ? TargetGroupArns[number] : Spec.LoadBalancers[number].TargetGroupArn;

    /// <summary>The images that the task definition named, each with its digest once a task has pulled it; see <see cref="ImageResolution"/>.</summary>
    public ValueList<ContainerImage> ContainerImages { get; init; } = [];
}
