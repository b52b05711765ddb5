using Workbook.Engine;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Health;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Health;

/// <summary>
/// Checks the targets that load balancers may send requests to, and tells the engine when one becomes healthy or unhealthy. It follows what
/// changes by key, so that its cost does not grow with what exists.
/// </summary>
internal sealed class HealthChecker : IAsyncDisposable
{
    private readonly EcsEngine _engine;
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountRegion Scope, string TargetKey), TargetCheck> _checks = [];

    /// <summary>To which groups a listener or rule forwarded when it was last looked at.</summary>
    private readonly Dictionary<(AccountRegion Scope, EntityKey Key), IReadOnlyList<string>> _forwards = [];

    /// <summary>Targets that are load balancers: their health follows from that of others.</summary>
    private readonly HashSet<(AccountRegion Scope, string TargetKey)> _balancers = [];
    private bool _isOver;

    /// <param name="machine">The machine's clock, by which real servers are waited for.</param>
    public HealthChecker(EcsEngine engine, ITargetNetwork network, TimeProvider machine)
    {
        _engine = engine;
        Probe = new(network, engine.Clock, machine);
    }

    public EngineClock Clock => _engine.Clock;

    public TargetProbe Probe { get; }

    public World Read(AccountRegion scope) => _engine.Store.Read(scope);

    public void Observe(AccountRegion scope, TargetHealthChanged seen) => _engine.Observations.Observe(scope, seen);

    public void Start()
    {
        _engine.Store.Changed += Follow;
        if (_engine.SimulatedContainers is { } containers) containers.Disturbed += StirTask;
        foreach (var scope in _engine.Store.Scopes)
        {
            var world = Read(scope);
            Follow(scope, [.. world.Listeners.Keys.Select(key => new EntityKey(EntityKind.Listener, key)), .. world.ListenerRules.Keys.Select(key => new EntityKey(EntityKind.ListenerRule, key))]);
        }
    }

    /// <summary>Somebody saw a target behave in a way that its state does not explain: on an automatic clock nobody would look otherwise.</summary>
    public void Suspect(AccountRegion scope, string targetKey)
    {
        TargetCheck? check;
        lock (_gate) check = _checks.GetValueOrDefault((scope, targetKey));
        check?.Stir();
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Store.Changed -= Follow;
        if (_engine.SimulatedContainers is { } containers) containers.Disturbed -= StirTask;
        List<TargetCheck> checks;
        lock (_gate)
        {
            _isOver = true;
            checks = [.. _checks.Values];
            _checks.Clear();
        }
        foreach (var check in checks) check.Dispose();
        await Probe.StopAsync();
        await Task.WhenAll(checks.Select(check => check.Running));
        Probe.Dispose();
    }

    private void Follow(AccountRegion scope, IEnumerable<EntityKey> keys)
    {
        var mayChangeBalancers = false;
        foreach (var key in keys)
        {
            switch (key.Kind)
            {
                case EntityKind.Task:
                    StirTask(scope, key.Key);
                    break;
                case EntityKind.Target:
                    Look(scope, key.Key);
                    mayChangeBalancers = true;
                    break;
                case EntityKind.TargetGroup:
                    LookAtGroup(scope, key.Key);
                    // Its health check may be another one now.
                    foreach (var target in Read(scope).LoadBalancingIndex.TargetsOf(key.Key)) Suspect(scope, target);
                    break;
                case EntityKind.Listener or EntityKind.ListenerRule:
                    LookAtForward(scope, key);
                    mayChangeBalancers = true;
                    break;
                case EntityKind.LoadBalancer:
                    LookAtBalancer(scope, key.Key);
                    mayChangeBalancers = true;
                    break;
                default:
                    // Nothing else has to do with targets.
                    break;
            }
        }
        if (mayChangeBalancers) StirBalancers(scope);
    }

    private void StirTask(AccountRegion scope, string taskId)
    {
        foreach (var target in Read(scope).LoadBalancingIndex.TargetsOfTask(taskId)) Suspect(scope, target);
    }

    private void StirBalancers(AccountRegion scope)
    {
        List<(AccountRegion Scope, string TargetKey)> balancers;
        lock (_gate)
        {
            if (_balancers.Count == 0) return;
            balancers = [.. _balancers.Where(each => each.Scope == scope)];
        }
        foreach (var (_, target) in balancers) Suspect(scope, target);
    }

    private void LookAtBalancer(AccountRegion scope, string balancerKey)
    {
        var index = Read(scope).LoadBalancingIndex;
        foreach (var listener in index.ListenersOf(balancerKey))
        {
            LookAtForward(scope, new(EntityKind.Listener, listener));
            foreach (var rule in index.RulesOf(listener)) LookAtForward(scope, new(EntityKind.ListenerRule, rule));
        }
    }

    /// <summary>Looks at the groups that a listener or rule forwards to, and at those that it did forward to.</summary>
    private void LookAtForward(AccountRegion scope, EntityKey key)
    {
        var world = Read(scope);
        var actions = key.Kind == EntityKind.Listener ? world.Listeners.GetValueOrDefault(key.Key)?.DefaultActions : world.ListenerRules.GetValueOrDefault(key.Key)?.Actions;
        IReadOnlyList<string> now = [.. Forwards.GroupsOf(actions ?? []).Select(arn => ElbArn.TargetGroupKey(scope, arn)).OfType<string>()];
        IReadOnlyList<string> before;
        lock (_gate)
        {
            before = _forwards.GetValueOrDefault((scope, key), []);
            if (actions is null) _forwards.Remove((scope, key));
            else _forwards[(scope, key)] = now;
        }
        foreach (var group in now.Union(before)) LookAtGroup(scope, group);
    }

    private void LookAtGroup(AccountRegion scope, string groupKey)
    {
        foreach (var target in Read(scope).LoadBalancingIndex.TargetsOf(groupKey)) Look(scope, target);
    }

    /// <summary>Begins or ends the checks of a target, as the newest World wants it.</summary>
    private void Look(AccountRegion scope, string targetKey)
    {
        lock (_gate)
        {
            var world = Read(scope);
            var target = world.Targets.GetValueOrDefault(targetKey);
            var isChecked = !_isOver && target is not null && HealthChecks.IsChecked(world, target);
            if (_checks.TryGetValue((scope, targetKey), out var known))
            {
                if (isChecked && known.RegisteredAt == target!.RegisteredAt) return;
                known.Dispose();
                _checks.Remove((scope, targetKey));
                _balancers.Remove((scope, targetKey));
            }
            if (!isChecked) return;
            var check = _checks[(scope, targetKey)] = new(this, scope, target!);
            if (world.TargetGroups[target!.GroupKey].TargetType == TargetTypeEnum.Alb) _balancers.Add((scope, targetKey));
            check.Start();
        }
    }
}
