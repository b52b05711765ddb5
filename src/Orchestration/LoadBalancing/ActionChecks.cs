using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;
using Action = Workbook.Shapes.Elbv2.Action;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What listeners and rules may do with a request (see "Action types for listener rules").</summary>
internal static class ActionChecks
{
    private static readonly string[] ContentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    /// <summary>The actions with every default filled in, as DescribeRules shows them.</summary>
    /// <param name="protocol">Of the listener.</param>
    /// <exception cref="ApiException">They are not allowed there.</exception>
    public static ValueList<Action> Check(World world, ElbLoadBalancer balancer, string protocol, ValueList<Action>? actions)
    {
        if (actions is not { Count: > 0 }) throw ElbRefusal.Validation("At least one action must be specified");
        if (actions.FirstOrDefault(each => each.Type is ActionTypeEnum.AuthenticateCognito or ActionTypeEnum.AuthenticateOidc or ActionTypeEnum.JwtValidation) is { } login) throw NoLogin(login.Type!, protocol);
        if (actions.Count > 1) throw Elbv2Errors.TooManyActions("Only one of the actions 'forward', 'redirect' and 'fixed-response' can be specified");
        var action = actions[0];
        if (balancer.Type == LoadBalancerTypeEnum.Network && action.Type != ActionTypeEnum.Forward)
            throw Elbv2Errors.InvalidLoadBalancerAction($"The action type '{action.Type}' is not valid with network load balancer");
        return action.Type switch
        {
            ActionTypeEnum.Forward => [ForwardChecks.Check(world, balancer, protocol, action)],
            ActionTypeEnum.Redirect => [Redirect(protocol, action)],
            _ => [FixedResponse(action)],
        };
    }

    private static Action Redirect(string protocol, Action action)
    {
        var asked = action.RedirectConfig ?? throw Lacks(action, "RedirectConfig");
        var config = new RedirectActionConfig
        {
            Protocol = asked.Protocol ?? "#{protocol}",
            Port = asked.Port ?? "#{port}",
            Host = asked.Host ?? "#{host}",
            Path = asked.Path ?? "/#{path}",
            Query = asked.Query ?? "#{query}",
            StatusCode = asked.StatusCode,
        };
        if (config.Protocol is not ("#{protocol}" or ProtocolEnum.Http or ProtocolEnum.Https)) throw Elbv2Errors.InvalidLoadBalancerAction("The Protocol parameter must be one of 'HTTP', 'HTTPS' and '#{protocol}'.");
        if (protocol == ProtocolEnum.Https && config.Protocol == ProtocolEnum.Http) throw Elbv2Errors.InvalidLoadBalancerAction("You cannot redirect HTTPS to HTTP");
        if (config.Port != "#{port}" && !AttributeRule.IsNumber(config.Port, 1, 65535)) throw Elbv2Errors.InvalidLoadBalancerAction("The Port parameter must be a value from 1 to 65535, or '#{port}'.");
        if (!config.Path.StartsWith('/') || !HasOnly(config.Path, "path", "host", "port"))
            throw Elbv2Errors.InvalidLoadBalancerAction("The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these placeholders: '#{path}', '#{host}', '#{port}'.");
        if (!HasOnly(config.Host, "host")) throw Elbv2Errors.InvalidLoadBalancerAction("The Host parameter must be a valid hostname, and may contain up to one of each of these placeholders: '#{host}'.");
        if (!HasOnly(config.Query, "query", "path", "host", "port", "protocol"))
            throw Elbv2Errors.InvalidLoadBalancerAction("The Query parameter must be a valid query, and may contain up to one of each of these placeholders: '#{protocol}', '#{host}', '#{port}', '#{path}', '#{query}'.");
        // The query does not keep a redirect from coming back to the same rule.
        var stays = (config.Protocol == "#{protocol}" || config.Protocol == protocol) && config is { Port: "#{port}", Host: "#{host}", Path: "/#{path}" };
        if (stays) throw Elbv2Errors.InvalidLoadBalancerAction("The redirect configuration is not valid because it creates a loop.");
        return new() { Type = action.Type, Order = action.Order, RedirectConfig = config };
    }

    private static Action FixedResponse(Action action)
    {
        var config = action.FixedResponseConfig ?? throw Lacks(action, "FixedResponseConfig");
        if (config.StatusCode is not [>= '2' and <= '5' and not '3', >= '0' and <= '9', >= '0' and <= '9'])
            throw ElbRefusal.Constraint(config.StatusCode!, "actions.1.member.fixedResponseConfig.statusCode", @"Member must satisfy regular expression pattern: ^(2|4|5)\d\d$");
        if (config.ContentType is { } type && !ContentTypes.Contains(type)) throw Elbv2Errors.InvalidLoadBalancerAction($"The ContentType must be one of:'{string.Join("', '", ContentTypes)}'");
        return new() { Type = action.Type, Order = action.Order, FixedResponseConfig = config with { ContentType = config.ContentType ?? "text/plain" } };
    }

    internal static ApiException Lacks(Action action, string field) =>
        Elbv2Errors.InvalidLoadBalancerAction($"For actions of type '{action.Type}', you must specify the following fields: '{field}'");

    private static ApiException NoLogin(string type, string protocol) => protocol != ProtocolEnum.Https
        ? Elbv2Errors.InvalidLoadBalancerAction($"Actions of type '{type}' are supported only on HTTPS listeners")
        : Elbv2Errors.InvalidLoadBalancerAction($"ECS Workbook has no identity provider to ask, so actions of type '{type}' are not served. Leave the action out and check the user in the application.");

    /// <summary>Each placeholder at most once, and no others.</summary>
    private static bool HasOnly(string text, params string[] placeholders)
    {
        foreach (var placeholder in placeholders)
        {
            var written = $"#{{{placeholder}}}";
            var at = text.IndexOf(written, StringComparison.Ordinal);
            if (at >= 0) text = text.Remove(at, written.Length);
        }
        return !text.Contains("#{", StringComparison.Ordinal) && text.All(letter => letter is > ' ' and <= '~');
    }
}
