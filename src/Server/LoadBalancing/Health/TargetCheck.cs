using Workbook.Orchestration;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Health;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.LoadBalancing.Health;

/// <summary>
/// The checks of one registration of a target, one after the other. What is settled is checked for upkeep only, so that an automatic clock comes
/// to rest; whatever may change the result makes the next check one that it jumps to.
/// </summary>
internal sealed class TargetCheck(HealthChecker checker, AccountRegion scope, ElbTarget target) : IDisposable
{
    /// <summary>How long it takes until a registered target is known to all of the load balancer.</summary>
    private static readonly TimeSpan RegistrationTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private HealthCount _count = HealthCount.Of(target);
    private DateTimeOffset _nextAt;
    private IDisposable? _next;
    private bool _isUpkeep;
    private bool _isStirred;
    private bool _isOver;

    public DateTimeOffset RegisteredAt => target.RegisteredAt;

    /// <summary>Completed while no check is under way.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start()
    {
        var now = checker.Clock.GetUtcNow();
        var earliest = target.RegisteredAt + RegistrationTime;
        lock (_gate) Schedule(earliest > now ? earliest : now, isUpkeep: false);
    }

    /// <summary>Something happened that may change the result.</summary>
    public void Stir()
    {
        lock (_gate)
        {
            _isStirred = true;
            if (_isOver || _next is null || !_isUpkeep) return;
            _next.Dispose();
            Schedule(_nextAt, isUpkeep: false);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _next?.Dispose();
        }
    }

    private void Schedule(DateTimeOffset at, bool isUpkeep)
    {
        if (_isOver) return;
        (_nextAt, _isUpkeep) = (at, isUpkeep);
        _next = checker.Clock.Schedule(at, isUpkeep, Begin);
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _next = null;
            _isStirred = false;
            // From here on, for the clock must not move on before the check was begun.
            var hold = new ClockHold(checker.Clock);
            Running = Task.Run(() => RunAsync(hold));
        }
    }

    private async Task RunAsync(ClockHold hold)
    {
        using (hold)
        {
            var began = checker.Clock.GetUtcNow();
            var world = checker.Read(scope);
            if (!world.TargetGroups.TryGetValue(target.GroupKey, out var group)) return;
            var outcome = group.TargetType == TargetTypeEnum.Alb ? HealthChecks.OfLoadBalancer(world, target) : await checker.Probe.RunAsync(scope, group, target, hold);
            lock (_gate)
            {
                if (_isOver) return;
                _count = _count.Next(outcome, group);
                if (checker.Read(scope).Targets.GetValueOrDefault(target.Key) is { } known && known.RegisteredAt == target.RegisteredAt && _count.Tell(known, outcome) is { } told)
                    checker.Observe(scope, told);
                Schedule(began + TimeSpan.FromSeconds(group.HealthCheck.IntervalSeconds), isUpkeep: _count.IsSettled && !_isStirred);
            }
        }
    }
}
