using System.Globalization;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Api.Elbv2;

/// <summary>Listeners and rules as the API shows them.</summary>
internal static class ListenerView
{
    public static Listener Of(World world, ElbListener listener) => new()
    {
        ListenerArn = ElbListener.ArnOf(world.Scope, listener.Key),
        LoadBalancerArn = ElbLoadBalancer.ArnOf(world.Scope, listener.LoadBalancerKey),
        Port = listener.Port,
        Protocol = listener.Protocol,
        Certificates = listener.CertificateArns is [var first, ..] ? [new() { CertificateArn = first }] : null,
        SslPolicy = listener.SslPolicy,
        DefaultActions = listener.DefaultActions,
        AlpnPolicy = listener.AlpnPolicy.Count == 0 ? null : listener.AlpnPolicy,
        MutualAuthentication = listener.MutualAuthentication,
    };

    public static Rule Of(World world, ElbRule rule) => new()
    {
        RuleArn = ElbRule.ArnOf(world.Scope, rule.Key),
        Priority = rule.Priority.ToString(CultureInfo.InvariantCulture),
        Conditions = rule.Conditions,
        Actions = rule.Actions,
        IsDefault = false,
        Transforms = rule.Transforms,
    };

    /// <summary>In the order in which they are tried: the default rule comes last.</summary>
    public static IEnumerable<Rule> RulesOf(World world, ElbListener listener) => Rules.Of(world, listener).Select(rule => Of(world, rule)).Append(Default(world, listener));

    /// <exception cref="ApiException">There is none.</exception>
    public static Rule RuleOf(World world, string arn) => ElbLookup.FindRule(world, arn) is (var listener, var rule) && rule is not null ? Of(world, rule) : Default(world, listener);

    private static Rule Default(World world, ElbListener listener) => new()
    {
        RuleArn = ElbRule.ArnOf(world.Scope, $"{listener.Key}/{listener.DefaultRuleId}"),
        Priority = "default",
        Conditions = [],
        Actions = listener.DefaultActions,
        IsDefault = true,
        Transforms = [],
    };
}
