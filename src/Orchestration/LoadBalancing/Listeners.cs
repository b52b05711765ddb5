using Workbook.Orchestration.History;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>CreateListener, ModifyListener and DeleteListener.</summary>
public static class Listeners
{
    private static readonly string[] ApplicationProtocols = [ProtocolEnum.Http, ProtocolEnum.Https];
    private static readonly string[] NetworkProtocols = [ProtocolEnum.Tcp, ProtocolEnum.Tls, ProtocolEnum.Udp, ProtocolEnum.TcpUdp];
    private static readonly string[] AlpnPolicies = ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"];

    /// <summary>A new one, or the one that is there when it has the very same settings.</summary>
    /// <param name="id">16 hexadecimal digits.</param>
    /// <param name="ruleId">16 hexadecimal digits, for its default rule.</param>
    public static (World World, ElbListener Listener) Create(World world, CreateListenerRequest request, string id, string ruleId, DateTimeOffset now)
    {
        var balancer = ElbLookup.FindLoadBalancer(world, request.LoadBalancerArn);
        var protocol = request.Protocol ?? throw ElbRefusal.Validation("A listener protocol must be specified");
        var port = request.Port ?? throw ElbRefusal.Validation("A listener port must be specified");
        CheckProtocol(balancer, protocol);
        var certificate = ListenerCertificates.Default(world.Scope, protocol, request.Certificates);
        var listener = new ElbListener(balancer.Key, id, ruleId)
        {
            Port = port,
            Protocol = protocol,
            DefaultActions = ActionChecks.Check(world, balancer, protocol, request.DefaultActions),
            CertificateArns = certificate is null ? [] : [certificate],
            SslPolicy = PolicyOf(protocol, request.SslPolicy),
            AlpnPolicy = AlpnOf(protocol, request.AlpnPolicy),
            MutualAuthentication = MutualOf(protocol, request.MutualAuthentication),
            Tags = ElbTags.Of(request.Tags),
        };
        if (OnPort(world, balancer, port) is { } there)
        {
            return there == listener with { Id = there.Id, DefaultRuleId = there.DefaultRuleId, Attributes = there.Attributes, DefaultRuleTags = there.DefaultRuleTags }
                ? (world, there)
                : throw Duplicate(request.LoadBalancerArn!);
        }
        if (world.LoadBalancingIndex.ListenersOf(balancer.Key).Count >= ElbQuotas.Listeners)
            throw Elbv2Errors.TooManyListeners($"The maximum number of listeners on load balancer '{request.LoadBalancerArn}' has been reached: {ElbQuotas.Listeners}");
        world = world.Put(listener);
        GroupQuota.Check(world, balancer);
        return (Note(world, listener, $"created for {listener.Protocol} on port {listener.Port}", now), listener);
    }

    public static (World World, ElbListener Listener) Modify(World world, ModifyListenerRequest request, DateTimeOffset now)
    {
        var listener = ElbLookup.FindListener(world, request.ListenerArn);
        var balancer = world.LoadBalancers[listener.LoadBalancerKey];
        var protocol = request.Protocol ?? listener.Protocol;
        CheckProtocol(balancer, protocol);
        var next = listener with
        {
            Port = request.Port ?? listener.Port,
            Protocol = protocol,
            DefaultActions = ActionChecks.Check(world, balancer, protocol, request.DefaultActions ?? listener.DefaultActions),
            CertificateArns = Certificates(world.Scope, listener, protocol, request.Certificates),
            SslPolicy = PolicyOf(protocol, request.SslPolicy ?? (ListenerCertificates.IsSecure(protocol) ? listener.SslPolicy : null)),
            AlpnPolicy = AlpnOf(protocol, request.AlpnPolicy ?? (protocol == ProtocolEnum.Tls ? listener.AlpnPolicy : null)),
            MutualAuthentication = MutualOf(protocol, request.MutualAuthentication),
        };
        if (OnPort(world, balancer, next.Port) is { } other && other.Key != next.Key) throw Duplicate(ElbLoadBalancer.ArnOf(world.Scope, balancer.Key));
        foreach (var arn in protocol == listener.Protocol ? [] : Rules.Of(world, listener).SelectMany(rule => Forwards.GroupsOf(rule.Actions)).Distinct())
            ForwardChecks.CheckGroup(world, balancer, protocol, ElbLookup.FindTargetGroup(world, arn), arn);
        if (next == listener) return (world, listener);
        world = world.Put(next);
        GroupQuota.Check(world, balancer);
        return (Note(world, next, $"modified: {next.Protocol} on port {next.Port}", now), next);
    }

    public static World Delete(World world, string? arn)
    {
        var listener = ElbLookup.FindListener(world, arn);
        if (world.LoadBalancers[listener.LoadBalancerKey].Type == LoadBalancerTypeEnum.Application
            && Targets.GroupsOf(world, ElbLoadBalancer.ArnOf(world.Scope, listener.LoadBalancerKey)).FirstOrDefault(group => group.Port == listener.Port) is { } group)
            throw Elbv2Errors.ResourceInUse($"Listener '{arn}' cannot be deleted because it is in use by target group '{ElbTargetGroup.ArnOf(world.Scope, group.Key)}'");
        return Delete(world, listener);
    }

    internal static World Delete(World world, ElbListener listener)
    {
        foreach (var rule in world.LoadBalancingIndex.RulesOf(listener.Key)) world = world.Remove(world.ListenerRules[rule]);
        return world.Remove(listener);
    }

    private static void CheckProtocol(ElbLoadBalancer balancer, string protocol)
    {
        var allowed = balancer.Type == LoadBalancerTypeEnum.Network ? NetworkProtocols : ApplicationProtocols;
        if (allowed.Contains(protocol)) return;
        if (balancer.Type == LoadBalancerTypeEnum.Network && protocol is ProtocolEnum.Quic or ProtocolEnum.TcpQuic) throw ElbRefusal.NotHere("forwards no QUIC", $"Choose one of {string.Join(", ", allowed)}.");
        throw ElbRefusal.Validation($"Listener protocol '{protocol}' must be one of '{string.Join(", ", allowed)}'");
    }

    private static ElbListener? OnPort(World world, ElbLoadBalancer balancer, int port) =>
        world.LoadBalancingIndex.ListenersOf(balancer.Key).Select(key => world.Listeners[key]).FirstOrDefault(listener => listener.Port == port);

    private static ValueList<string> Certificates(AccountRegion scope, ElbListener listener, string protocol, ValueList<Certificate>? asked)
    {
        if (!ListenerCertificates.IsSecure(protocol) || asked is not null || listener.CertificateArns.Count == 0)
            return ListenerCertificates.Default(scope, protocol, asked) is { } first ? [first, .. listener.CertificateArns.Skip(1).Where(arn => arn != first)] : [];
        return listener.CertificateArns;
    }

    private static string? PolicyOf(string protocol, string? policy)
    {
        if (!ListenerCertificates.IsSecure(protocol)) return policy is null ? null : throw ElbRefusal.Validation($"An SSL policy cannot be specified for {protocol} listeners");
        return SslPolicies.Find(policy ?? SslPolicies.Default).Name;
    }

    private static ValueList<string> AlpnOf(string protocol, ValueList<string>? policies)
    {
        if (policies is not { Count: > 0 }) return [];
        if (protocol != ProtocolEnum.Tls) throw ElbRefusal.Validation($"An ALPN policy cannot be specified for {protocol} listeners");
        if (policies.Count > 1) throw ElbRefusal.Validation("Only one ALPN policy can be specified");
        return AlpnPolicies.Contains(policies[0]) ? policies : throw Elbv2Errors.ALPNPolicyNotSupported($"ALPN policy '{policies[0]}' is not supported");
    }

    private static MutualAuthenticationAttributes? MutualOf(string protocol, MutualAuthenticationAttributes? asked)
    {
        if (protocol != ProtocolEnum.Https) return asked is null ? null : throw ElbRefusal.Validation($"Mutual authentication cannot be specified for {protocol} listeners");
        return asked?.Mode switch
        {
            null or "off" => new() { Mode = "off" },
            "passthrough" or "verify" => throw ElbRefusal.NotHere("has no trust stores and asks clients for no certificates", "Leave MutualAuthentication out, or set its mode to off."),
            var other => throw ElbRefusal.Validation($"Mutual authentication mode '{other}' must be one of 'off, passthrough, verify'"),
        };
    }

    private static World Note(World world, ElbListener listener, string what, DateTimeOffset now) =>
        world.Note(new EntityKey(EntityKind.Listener, listener.Key), new HistoryEntry(now, what, null));

    private static ApiException Duplicate(string balancerArn) => Elbv2Errors.DuplicateListener($"A listener already exists on this port for this load balancer '{balancerArn}'");
}
