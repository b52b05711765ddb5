using System.Text.Json.Serialization;
using Workbook.Shapes;

namespace Workbook.Web.Cluster;

/// <summary>One thing on the map, as far as the map shows it: two that are equal look the same. In JSON its type is <c>kind</c>.</summary>
/// <param name="Id">Its ARN; that of a target is the group's with the target's address.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClusterCard), "cluster")]
[JsonDerivedType(typeof(InstanceCard), "instance")]
[JsonDerivedType(typeof(ServiceCard), "service")]
[JsonDerivedType(typeof(TaskCard), "task")]
[JsonDerivedType(typeof(BalancerCard), "balancer")]
[JsonDerivedType(typeof(GroupCard), "group")]
[JsonDerivedType(typeof(TargetCard), "target")]
internal abstract record ClusterItem(string Id)
{
    /// <param name="Id">Its ARN.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Place">Account and region, where they are not the usual ones; else null.</param>
    public sealed record ClusterCard(string Id, string Name, string? Place) : ClusterItem(Id);

    /// <param name="Id">Its ARN.</param>
    /// <param name="Cluster">The cluster's ARN.</param>
    /// <param name="Name">The EC2 instance's id, else its own.</param>
    /// <param name="Type">Such as <c>t3.medium</c>.</param>
    /// <param name="Zone">The Availability Zone.</param>
    /// <param name="Status">ACTIVE or DRAINING.</param>
    /// <param name="Connected">Whether its agent is.</param>
    /// <param name="Cpu">CPU units in use.</param>
    /// <param name="CpuTotal">CPU units that it has.</param>
    /// <param name="Memory">MiB in use.</param>
    /// <param name="MemoryTotal">MiB that it has.</param>
    public sealed record InstanceCard(
        string Id, string Cluster, string Name, string? Type, string? Zone, string Status, bool Connected, int Cpu, int CpuTotal, int Memory, int MemoryTotal) : ClusterItem(Id);

    /// <param name="Id">Its ARN.</param>
    /// <param name="Cluster">The cluster's ARN.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Status">ACTIVE or DRAINING.</param>
    /// <param name="Desired">How many tasks shall run.</param>
    /// <param name="Running">How many do.</param>
    /// <param name="Pending">How many are on their way to it.</param>
    /// <param name="Rollout">What its deployment does, such as <c>IN_PROGRESS</c>; with the stage of one that has stages.</param>
    /// <param name="Load">What its simulated tasks have to do, in words; null for nothing.</param>
    public sealed record ServiceCard(string Id, string Cluster, string Name, string Status, int Desired, int Running, int Pending, string? Rollout, string? Load) : ClusterItem(Id);

    /// <param name="Id">Its ARN.</param>
    /// <param name="Cluster">The cluster's ARN.</param>
    /// <param name="Service">The service's ARN, or null.</param>
    /// <param name="Instance">The container instance's ARN, or null.</param>
    /// <param name="Name">The first characters of its id.</param>
    /// <param name="Definition">Such as <c>web:2</c>.</param>
    /// <param name="Status">Its last status, such as <c>RUNNING</c>.</param>
    /// <param name="Wanted">False once it has to end.</param>
    /// <param name="Health">HEALTHY, UNHEALTHY or null.</param>
    /// <param name="Zone">The Availability Zone.</param>
    /// <param name="Reason">Why it stopped.</param>
    /// <param name="Containers">The names of its containers.</param>
    public sealed record TaskCard(
        string Id, string Cluster, string? Service, string? Instance, string Name, string Definition, string Status, bool Wanted, string? Health, string Zone, string? Reason,
        ValueList<string> Containers) : ClusterItem(Id);

    /// <param name="Id">Its ARN.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="State">Such as <c>active</c>.</param>
    /// <param name="Listeners">Such as <c>HTTP 80</c>.</param>
    /// <param name="Groups">The ARNs of the target groups that it forwards to.</param>
    public sealed record BalancerCard(string Id, string Name, string State, ValueList<string> Listeners, ValueList<string> Groups) : ClusterItem(Id);

    /// <param name="Id">Its ARN.</param>
    /// <param name="Name">Its name.</param>
    public sealed record GroupCard(string Id, string Name) : ClusterItem(Id);

    /// <param name="Id">The group's ARN, a bar, the address and port.</param>
    /// <param name="Group">The group's ARN.</param>
    /// <param name="Task">The ARN of the task that it is, or null.</param>
    /// <param name="Address">Such as <c>10.0.1.5:80</c>.</param>
    /// <param name="State">Such as <c>healthy</c>.</param>
    /// <param name="Reason">Why it is in that state, in words.</param>
    public sealed record TargetCard(string Id, string Group, string? Task, string Address, string State, string? Reason) : ClusterItem(Id);
}
