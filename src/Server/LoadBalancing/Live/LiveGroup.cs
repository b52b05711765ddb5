using System.Net;
using System.Net.Http;
using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Routing;
using Workbook.Orchestration.Worlds;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Live;

/// <summary>A target group with its targets, kept up to date by <see cref="Update"/>; requests read it without a lock.</summary>
internal sealed class LiveGroup(AccountRegion scope, string key, TargetConnections connections)
{
    private readonly Dictionary<string, LiveTarget> _targets = new(StringComparer.Ordinal);
    private volatile GroupSnapshot _snapshot = GroupSnapshot.Empty;
    private uint[] _turns = [0];

    public string Arn { get; } = ElbTargetGroup.ArnOf(scope, key);

    public string Key => key;

    public MetricSeries Metrics { get; } = new(MetricSeries.MinutesOfGroup);

    public GroupSnapshot Snapshot => _snapshot;

    /// <summary>How many targets are healthy, and how many are not.</summary>
    public (int Healthy, int Unhealthy) Health { get; private set; }

    /// <summary>The targets, also those that drain.</summary>
    public IReadOnlyCollection<LiveTarget> Targets => _targets.Values;

    /// <summary>The target for a request; null when there is none.</summary>
    /// <param name="stickyKey">Where the client was sent to before, or null.</param>
    /// <param name="node">Which of the load balancer's nodes the client has come to, counted without end.</param>
    public LiveTarget? Choose(GroupSnapshot snapshot, string? stickyKey, uint node, DateTimeOffset now, double unit)
    {
        var at = (int)(node % (uint)snapshot.Nodes.Length);
        var targets = snapshot.Nodes[at];
        if (targets.Length == 0) return null;
        if (stickyKey is not null && snapshot.Find(stickyKey) is { } sticky) return sticky;
        if (targets.Length == 1) return targets[0];
        if (now < snapshot.SlowUntil) return targets[ByShare(targets, snapshot.Settings.SlowStart, now, unit)];
        var turns = Volatile.Read(ref _turns);
        var turn = Interlocked.Increment(ref turns[at % turns.Length]) - 1;
        return targets[snapshot.Settings.Algorithm switch
        {
            "least_outstanding_requests" => TargetChoice.LeastOutstanding<LiveTarget>(targets, turn),
            "weighted_random" => TargetChoice.WeightedRandom(targets.Length, unit),
            _ => TargetChoice.RoundRobin(targets.Length, turn),
        }];
    }

    /// <summary>Takes over what the World says. Calls must not overlap.</summary>
    /// <param name="draining">Told of each target that just began to drain.</param>
    public void Update(World world, ElbTargetGroup group, IReadOnlyList<ElbTarget> targets, Action<LiveTarget> draining)
    {
        var isTls = group.Protocol == ProtocolEnum.Https;
        var settings = TargetGroupSettings.Of(group);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            seen.Add(target.Key);
            if (!_targets.TryGetValue(target.Key, out var live)) _targets[target.Key] = live = new(scope, target, isTls, connections, Metrics);
            var began = target.State == TargetHealthStateEnum.Draining && live.Target.State != TargetHealthStateEnum.Draining;
            live.Target = target;
            if (began) draining(live);
        }
        foreach (var gone in _targets.Where(each => !seen.Contains(each.Key)).ToList()) Drop(gone.Key, gone.Value);
        Health = (targets.Count(each => each.State == TargetHealthStateEnum.Healthy), targets.Count(each => each.State == TargetHealthStateEnum.Unhealthy));
        var routable = RoutableTargets.Of(targets, settings);
        var nodes = settings.IsCrossZone ? [routable] : ZonalTargets.Of(world, group, routable);
        if (nodes.Count > _turns.Length) Volatile.Write(ref _turns, new uint[nodes.Count]);
        _snapshot = new(settings, group, [.. nodes.Select(node => node.Select(each => _targets[each.Key]).ToArray())]);
    }

    /// <summary>The group is gone.</summary>
    public void Close()
    {
        _snapshot = GroupSnapshot.Empty;
        foreach (var (target, live) in _targets.ToList()) Drop(target, live);
    }

    private static int ByShare(LiveTarget[] targets, TimeSpan slowStart, DateTimeOffset now, double unit)
    {
        Span<double> shares = targets.Length <= 256 ? stackalloc double[targets.Length] : new double[targets.Length];
        for (var i = 0; i < shares.Length; i++) shares[i] = TargetChoice.Share(targets[i].Target.HealthySince, slowStart, now);
        return TargetChoice.ByShare(shares, unit);
    }

    /// <summary>A target whose deregistration delay is over loses its requests, as on AWS; one that was never drained keeps them.</summary>
    private void Drop(string target, LiveTarget live)
    {
        _targets.Remove(target);
        live.Forget(cutting: live.Target.State == TargetHealthStateEnum.Draining);
    }
}
