using System.Collections.Immutable;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>By what the parts of load balancers can be found besides their keys, so that no request looks through all of them.</summary>
public sealed record LoadBalancingIndex
{
    public static LoadBalancingIndex Empty { get; } = new();

    private Buckets Keys { get; init; } = Buckets.Empty;

    /// <summary>The key of the load balancer of that name, or null.</summary>
    public string? LoadBalancerNamed(string name) => Keys[$"load balancer {name}"] is [var key, ..] ? key : null;

    /// <summary>The key of the target group of that name, or null.</summary>
    public string? TargetGroupNamed(string name) => Keys[$"target group {name}"] is [var key, ..] ? key : null;

    /// <summary>The keys of the listeners of a load balancer.</summary>
    public ImmutableSortedSet<string> ListenersOf(string loadBalancerKey) => Keys[$"listeners {loadBalancerKey}"];

    /// <summary>The keys of the rules of a listener, without its default rule.</summary>
    public ImmutableSortedSet<string> RulesOf(string listenerKey) => Keys[$"rules {listenerKey}"];

    /// <summary>The keys of the targets of a target group.</summary>
    public ImmutableSortedSet<string> TargetsOf(string groupKey) => Keys[$"targets {groupKey}"];

    /// <summary>The keys of the targets that are an ECS task.</summary>
    public ImmutableSortedSet<string> TargetsOfTask(string taskId) => Keys[$"task {taskId}"];

    /// <summary>The keys of the listeners whose default action forwards to a target group.</summary>
    public ImmutableSortedSet<string> ListenersUsing(string targetGroupArn) => Keys[$"listeners using {targetGroupArn}"];

    /// <summary>The keys of the rules that forward to a target group.</summary>
    public ImmutableSortedSet<string> RulesUsing(string targetGroupArn) => Keys[$"rules using {targetGroupArn}"];

    internal LoadBalancingIndex Move(ElbLoadBalancer? before, ElbLoadBalancer? after) => Move((after ?? before)!.Key, before, after, each => [$"load balancer {each.Name}"]);

    internal LoadBalancingIndex Move(ElbTargetGroup? before, ElbTargetGroup? after) => Move((after ?? before)!.Key, before, after, each => [$"target group {each.Name}"]);

    internal LoadBalancingIndex Move(ElbListener? before, ElbListener? after) => Move((after ?? before)!.Key, before, after,
        each => [$"listeners {each.LoadBalancerKey}", .. Forwards.GroupsOf(each.DefaultActions).Select(group => $"listeners using {group}")]);

    internal LoadBalancingIndex Move(ElbRule? before, ElbRule? after) => Move((after ?? before)!.Key, before, after,
        each => [$"rules {each.ListenerKey}", .. Forwards.GroupsOf(each.Actions).Select(group => $"rules using {group}")]);

    internal LoadBalancingIndex Move(ElbTarget? before, ElbTarget? after) => Move((after ?? before)!.Key, before, after,
        each => each.TaskId is { } task ? [$"targets {each.GroupKey}", $"task {task}"] : [$"targets {each.GroupKey}"]);

    private LoadBalancingIndex Move<T>(string key, T? before, T? after, Func<T, IReadOnlyList<string>> buckets)
        where T : class => this with { Keys = Keys.Move(key, before is null ? [] : buckets(before), after is null ? [] : buckets(after)) };
}
