using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;
using Workbook.Shapes.Elbv2;
using LoadBalancer = Workbook.Shapes.Ecs.LoadBalancer;

namespace Workbook.Orchestration.Services.Rules;

/// <summary>What CreateService, UpdateService and CreateTaskSet refuse of target groups and listener rules, which have to be there and to fit.</summary>
internal static class TargetGroupRules
{
    public static void Check(World world, LaunchSpec spec)
    {
        var definition = world.TaskDefinitions[spec.DefinitionKey].Definition;
        foreach (var balancer in spec.LoadBalancers)
        {
            if (balancer.LoadBalancerName is { } classic && !world.ClassicLoadBalancers.ContainsKey(classic)) throw EcsErrors.InvalidParameter($"The load balancer {classic} does not exist.");
            if (balancer.TargetGroupArn is { } arn) CheckGroup(world, arn, definition);
            if (balancer.AdvancedConfiguration is not { } advanced) continue;
            if (advanced.AlternateTargetGroupArn is { } alternate) CheckGroup(world, alternate, definition);
            CheckRules(world, balancer, advanced);
        }
    }

    private static void CheckGroup(World world, string arn, TaskDefinition definition)
    {
        if (ElbArn.TargetGroupKey(world.Scope, arn) is not { } key || !world.TargetGroups.TryGetValue(key, out var group)) throw EcsErrors.InvalidParameter($"The target group {arn} does not exist.");
        if (!TargetRegistration.IsUsed(world, group.Key)) throw EcsErrors.InvalidParameter($"The target group with targetGroupArn {arn} does not have an associated load balancer.");
        var mode = definition.NetworkMode ?? NetworkMode.Bridge;
        if ((mode == NetworkMode.Awsvpc) != (group.TargetType == TargetTypeEnum.Ip))
            throw EcsErrors.InvalidParameter($"The provided target group {arn} has target type {group.TargetType}, which is incompatible with the {mode} network mode specified in the task definition.");
    }

    private static void CheckRules(World world, LoadBalancer balancer, AdvancedConfiguration advanced)
    {
        if (advanced.ProductionListenerRule is { } production) CheckRule(world, "productionListenerRule", production);
        if (advanced.TestListenerRule is not { } test) return;
        CheckRule(world, "testListenerRule", test);
        if (test == advanced.ProductionListenerRule) throw EcsErrors.InvalidParameter($"The following rules cannot be used as both production and test listener rules: {test}");
    }

    private static void CheckRule(World world, string member, string arn)
    {
        var exists = (ElbArn.RuleKey(world.Scope, arn), ElbArn.ListenerKey(world.Scope, arn)) switch
        {
            ({ } rule, _) when rule.StartsWith("app/", StringComparison.Ordinal) => world.ListenerRules.ContainsKey(rule) || IsDefaultRule(world, rule),
            (_, { } listener) when listener.StartsWith("net/", StringComparison.Ordinal) => world.Listeners.ContainsKey(listener),
            _ => throw EcsErrors.InvalidParameter($"{member} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: {arn}"),
        };
        if (!exists) throw EcsErrors.InvalidParameter($"The {member} {arn} does not exist.");
    }

    private static bool IsDefaultRule(World world, string key) =>
        key.LastIndexOf('/') is var slash and > 0 && world.Listeners.GetValueOrDefault(key[..slash])?.DefaultRuleId == key[(slash + 1)..];
}
