using System.Globalization;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>CreateRule, ModifyRule, DeleteRule and SetRulePriorities.</summary>
public static class Rules
{
    /// <param name="id">16 hexadecimal digits.</param>
    public static (World World, ElbRule Rule) Create(World world, CreateRuleRequest request, string id, DateTimeOffset now)
    {
        var listener = ElbLookup.FindListener(world, request.ListenerArn);
        var balancer = world.LoadBalancers[listener.LoadBalancerKey];
        if (balancer.Type != LoadBalancerTypeEnum.Application) throw ElbRefusal.Configuration($"Rules are not supported on listeners of load balancers with type '{balancer.Type}'");
        var rule = new ElbRule(listener.Key, id)
        {
            Priority = request.Priority!.Value,
            Conditions = ConditionChecks.Check(request.Conditions),
            Actions = ActionChecks.Check(world, balancer, listener.Protocol, request.Actions),
            Transforms = TransformChecks.Check(request.Transforms),
            Tags = ElbTags.Of(request.Tags),
        };
        if (Of(world, listener).Any(other => other.Priority == rule.Priority)) throw InUse(rule.Priority);
        if (world.LoadBalancingIndex.ListenersOf(balancer.Key).Sum(key => world.LoadBalancingIndex.RulesOf(key).Count) >= ElbQuotas.Rules)
            throw Elbv2Errors.TooManyRules($"The maximum number of rules on load balancer '{ElbLoadBalancer.ArnOf(world.Scope, balancer.Key)}' has been reached: {ElbQuotas.Rules}");
        world = world.Put(rule);
        GroupQuota.Check(world, balancer);
        return (Note(world, rule, string.Create(CultureInfo.InvariantCulture, $"created with the priority {rule.Priority}"), now), rule);
    }

    public static (World World, ElbListener Listener, ElbRule Rule) Modify(World world, ModifyRuleRequest request, DateTimeOffset now)
    {
        var (listener, rule) = ElbLookup.FindRule(world, request.RuleArn);
        if (rule is null) throw NotOfDefault(request.RuleArn!, "modified");
        if (request.Conditions is null && request.Actions is null && request.Transforms is null && request.ResetTransforms != true) throw ElbRefusal.Validation("Either conditions or actions must be specified");
        var balancer = world.LoadBalancers[listener.LoadBalancerKey];
        var next = rule with
        {
            Conditions = request.Conditions is null ? rule.Conditions : ConditionChecks.Check(request.Conditions),
            Actions = request.Actions is null ? rule.Actions : ActionChecks.Check(world, balancer, listener.Protocol, request.Actions),
            Transforms = request.ResetTransforms == true ? [] : request.Transforms is null ? rule.Transforms : TransformChecks.Check(request.Transforms),
        };
        if (next == rule) return (world, listener, rule);
        world = world.Put(next);
        GroupQuota.Check(world, balancer);
        return (Note(world, next, "modified", now), listener, next);
    }

    public static World Delete(World world, string? arn)
    {
        var (_, rule) = ElbLookup.FindRule(world, arn);
        return rule is null ? throw NotOfDefault(arn!, "deleted") : world.Remove(rule);
    }

    /// <summary>All at once, so that two rules can change places.</summary>
    public static (World World, IReadOnlyList<(ElbListener Listener, ElbRule Rule)> Changed) SetPriorities(World world, SetRulePrioritiesRequest request, DateTimeOffset now)
    {
        if (request.RulePriorities is not { Count: > 0 } pairs) throw ElbRefusal.Validation("At least one rule priority must be specified");
        var changed = new List<(ElbListener Listener, ElbRule Rule)>();
        foreach (var pair in pairs)
        {
            var (listener, rule) = ElbLookup.FindRule(world, pair.RuleArn);
            if (rule is null) throw NotOfDefault(pair.RuleArn!, "given another priority");
            if (changed.Any(other => other.Rule.Key == rule.Key)) throw ElbRefusal.Validation($"Rule '{pair.RuleArn}' was provided multiple times");
            changed.Add((listener, rule with { Priority = pair.Priority ?? throw ElbRefusal.Validation("A priority must be specified") }));
        }
        foreach (var (listener, rule) in changed)
        {
            if (changed.Any(other => other.Rule != rule && other.Listener == listener && other.Rule.Priority == rule.Priority))
                throw ElbRefusal.Validation(string.Create(CultureInfo.InvariantCulture, $"Priority '{rule.Priority}' was provided multiple times"));
            if (Of(world, listener).Any(other => other.Priority == rule.Priority && changed.All(each => each.Rule.Key != other.Key))) throw InUse(rule.Priority);
        }
        foreach (var (_, rule) in changed)
            world = Note(world.Put(rule), rule, string.Create(CultureInfo.InvariantCulture, $"has the priority {rule.Priority}"), now);
        return (world, changed);
    }

    /// <summary>The rules of a listener in the order in which they are tried, without the default rule.</summary>
    public static IEnumerable<ElbRule> Of(World world, ElbListener listener) =>
        world.LoadBalancingIndex.RulesOf(listener.Key).Select(key => world.ListenerRules[key]).OrderBy(rule => rule.Priority);

    private static World Note(World world, ElbRule rule, string what, DateTimeOffset now) =>
        world.Note(new EntityKey(EntityKind.ListenerRule, rule.Key), new HistoryEntry(now, what, null));

    private static ApiException InUse(int priority) => Elbv2Errors.PriorityInUse(string.Create(CultureInfo.InvariantCulture, $"Priority '{priority}' is currently in use"));

    private static ApiException NotOfDefault(string arn, string what) => Elbv2Errors.OperationNotPermitted($"Default rule '{arn}' cannot be {what}");
}
