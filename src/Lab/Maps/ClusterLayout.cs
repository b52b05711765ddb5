using System.Collections.Immutable;

namespace Workbook;

/// <summary>What there is in a cluster and where, and which traffic comes to it.</summary>
internal sealed record ClusterLayout(string Cluster, ImmutableArray<MapPlace> Places, ImmutableArray<MapGroup> Groups);

/// <summary>Where tasks run: Fargate, or a container instance.</summary>
/// <param name="Name">Such as <c>Fargate</c> or the EC2 instance's id.</param>
/// <param name="Note">What room it has; empty for Fargate, which always has.</param>
internal sealed record MapPlace(string Name, string Note, ImmutableArray<MapTask> Tasks);

/// <summary>A task.</summary>
/// <param name="Key">Its ARN.</param>
/// <param name="Definition">Such as <c>web:2</c>.</param>
/// <param name="Owner">Its service; empty for one that was run by itself.</param>
/// <param name="Health">HEALTHY or UNHEALTHY; empty where nobody checks it.</param>
internal sealed record MapTask(string Key, string Definition, string Owner, string Status, string Health);

/// <summary>A target group.</summary>
/// <param name="Traffic">What is forwarded to it.</param>
/// <param name="Requests">How many requests came to it within <see cref="TrafficReader.Recently"/>.</param>
/// <param name="Targets">Tasks and the states of the targets that they are; a key that is no task's is none of this cluster.</param>
internal sealed record MapGroup(string Name, ImmutableArray<MapTraffic> Traffic, double Requests, ImmutableArray<(string TaskKey, string State)> Targets)
{
    public string Health => Targets.IsEmpty ? "no targets" : $"{Targets.Count(each => each.State == "healthy")} of {Targets.Length} targets healthy";

    /// <summary>The largest part of what any rule forwards, 0 to 1.</summary>
    public double Share => Traffic.Select(each => each.Share).DefaultIfEmpty(0).Max();
}

/// <summary>What a listener's rule forwards to a group.</summary>
/// <param name="From">Such as <c>HTTP:80 /orders/*</c>.</param>
/// <param name="Share">By the weights of the rule's groups, 0 to 1.</param>
internal sealed record MapTraffic(string From, double Share);
