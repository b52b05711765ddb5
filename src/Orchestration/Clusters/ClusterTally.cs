using Workbook.Orchestration.Tasks;

namespace Workbook.Orchestration.Clusters;

/// <summary>How many tasks of a cluster are where, by launch type.</summary>
public sealed record ClusterTally
{
    public static ClusterTally Empty { get; } = new();

    public LaunchTypeTally Ec2 { get; init; }
    public LaunchTypeTally Fargate { get; init; }
    public LaunchTypeTally External { get; init; }

    public int Running => Ec2.Running + Fargate.Running + External.Running;

    public int Pending => Ec2.Pending + Fargate.Pending + External.Pending;

    /// <summary>Tasks that are not STOPPED: those in the way of deleting the cluster.</summary>
    public int Active => Ec2.Active + Fargate.Active + External.Active;

    internal ClusterTally Count(EcsTask task, int by) => task.LaunchType switch
    {
        "EC2" => this with { Ec2 = Ec2.Count(task, by) },
        "FARGATE" => this with { Fargate = Fargate.Count(task, by) },
        "EXTERNAL" => this with { External = External.Count(task, by) },
        _ => throw new System.Diagnostics.UnreachableException($"Launch type {task.LaunchType}"),
    };
}

/// <summary>Tasks of one launch type: RUNNING, on the way there (PENDING for the API), and all that are not STOPPED.</summary>
public readonly record struct LaunchTypeTally(int Running, int Pending, int Active)
{
    internal LaunchTypeTally Count(EcsTask task, int by) => new(
        Running + (task.LastStatus == EcsTaskStatus.Running ? by : 0),
        Pending + (task.LastStatus < EcsTaskStatus.Running ? by : 0),
        Active + (task.LastStatus != EcsTaskStatus.Stopped ? by : 0));
}
