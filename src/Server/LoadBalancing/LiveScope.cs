using System.Collections.Frozen;
using System.Net;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.LoadBalancing.AccessLogs;
using Workbook.Server.LoadBalancing.Live;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing;

/// <summary>The Application Load Balancers of one account and region, as requests see them. Calls must not overlap.</summary>
internal sealed class LiveScope(AccountRegion scope, TargetConnections connections, Action<LiveTarget> draining, AccessLogs.AccessLogs logs)
{
    private readonly Dictionary<string, LiveGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LiveListener> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricSeries> _metrics = new(StringComparer.Ordinal);

    public IEnumerable<LiveListener> Listeners => _listeners.Values;

    public LiveGroup? Group(string key) => _groups.GetValueOrDefault(key);

    public MetricSeries? MetricsOf(string loadBalancerKey) => _metrics.GetValueOrDefault(loadBalancerKey);

    /// <summary>Takes over what changed; answers with the listeners that came, went or may have to be found by another name or port.</summary>
    public List<LiveListener> Update(World world, BalancerKeys keys)
    {
        foreach (var key in keys.Balancers)
        {
            keys.Listeners.UnionWith(world.LoadBalancingIndex.ListenersOf(key));
            keys.Listeners.UnionWith(_listeners.Values.Where(each => each.LoadBalancerKey == key).Select(each => each.Key));
            if (world.LoadBalancers.ContainsKey(key)) continue;
            _metrics.Remove(key);
            logs.Close(scope, key);
        }
        List<LiveListener> changed = [.. keys.Listeners.SelectMany(key => UpdateListener(world, key))];
        // Last: who finds that a group's targets have left together finds in the listener where the traffic goes instead.
        foreach (var key in keys.Groups) UpdateGroup(world, key);
        return changed;
    }

    /// <summary>Nothing goes anywhere any more.</summary>
    public void Close()
    {
        foreach (var group in _groups.Values) group.Close();
    }

    private void UpdateGroup(World world, string key)
    {
        if (!_groups.TryGetValue(key, out var live)) return;
        if (world.TargetGroups.TryGetValue(key, out var group))
        {
            live.Update(world, group, [.. world.LoadBalancingIndex.TargetsOf(key).Select(target => world.Targets[target])], draining);
            return;
        }
        live.Close();
        _groups.Remove(key);
    }

    private IEnumerable<LiveListener> UpdateListener(World world, string key)
    {
        var live = _listeners.GetValueOrDefault(key);
        var listener = world.Listeners.GetValueOrDefault(key);
        var balancer = listener is null ? null : world.LoadBalancers.GetValueOrDefault(listener.LoadBalancerKey);
        var isServed = balancer is { Type: LoadBalancerTypeEnum.Application, State: LoadBalancerStateEnum.Active or LoadBalancerStateEnum.ActiveImpaired };
        if (live is not null && (!isServed || live.Port != listener!.Port || live.IsTls != (listener.Protocol == ProtocolEnum.Https)))
        {
            _listeners.Remove(key);
            live.Snapshot = null;
            yield return live;
            live = null;
        }
        if (!isServed) yield break;
        if (live is null) _listeners[key] = live = new(scope, listener!);
        live.Snapshot = Snapshot(world, listener!, balancer!);
        yield return live;
    }

    private ListenerSnapshot Snapshot(World world, ElbListener listener, ElbLoadBalancer balancer)
    {
        var rules = new RuleTable(listener, world.LoadBalancingIndex.RulesOf(listener.Key).Select(key => world.ListenerRules[key]));
        var groups = rules.Actions.OfType<GroupForward>().SelectMany(forward => forward.Groups).Select(group => group.Arn).Distinct();
        var settings = LoadBalancerSettings.Of(balancer);
        return new()
        {
            Listener = listener,
            Balancer = balancer,
            DnsName = ElbLoadBalancer.DnsNameOf(scope, balancer.Scheme == LoadBalancerSchemeEnum.Internal ? $"internal-{balancer.Name}" : balancer.Name),
            Settings = settings,
            Rules = rules,
            Groups = groups.Select(arn => GroupOf(world, arn)).OfType<LiveGroup>().ToFrozenDictionary(group => group.Arn),
            Metrics = _metrics.TryGetValue(balancer.Key, out var metrics) ? metrics : _metrics[balancer.Key] = new(MetricSeries.MinutesOfGroup),
            ResponseHeaders = ResponseHeaders.Of(listener),
            TlsHeaders = Attributes.TellsTls(balancer) && listener.Protocol == ProtocolEnum.Https
                ? (Attributes.Of(listener, ListenerAttributes.TlsVersionName)!, Attributes.Of(listener, ListenerAttributes.TlsCipherSuiteName)!)
                : null,
            Log = logs.Of(scope, balancer.Key, settings),
            Http1 = new() { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = settings.IdleTimeout },
            Http2 = new() { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = settings.IdleTimeout },
        };
    }

    private LiveGroup? GroupOf(World world, string arn)
    {
        if (ElbArn.TargetGroupKey(scope, arn) is not { } key || !world.TargetGroups.ContainsKey(key)) return null;
        if (_groups.TryGetValue(key, out var live)) return live;
        _groups[key] = live = new(scope, key, connections);
        UpdateGroup(world, key);
        return live;
    }
}
