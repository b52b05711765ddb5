using System.Diagnostics.CodeAnalysis;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Metrics;

/// <summary>
/// Has the services tell CloudWatch about each whole minute when it is over. An automatic clock goes on for the sake of it only while that may move
/// something: while an alarm watches such a metric that has changed lately, or a load that changes.
/// </summary>
internal sealed class MinuteMetrics : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly StateStore _store;
    private readonly MetricStore _metrics;
    private readonly EngineClock _clock;
    private readonly List<MinuteSource> _sources;

    // Until when an alarm may change by what is known now, by account and region; on an automatic clock.
    private readonly Dictionary<AccountRegion, DateTimeOffset> _unsettledUntil = [];
    private IDisposable? _next;
    private DateTimeOffset _nextAt;
    private bool _isUpkeep, _disposed;

    public MinuteMetrics(StateStore store, MetricStore metrics, EngineClock clock, params IEnumerable<MinuteSource> sources)
    {
        (_store, _metrics, _clock, _sources) = (store, metrics, clock, [.. sources]);
        store.Changed += Follow;
    }

    /// <summary>What first kept samples from being told or written; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    public void Add(MinuteSource source)
    {
        lock (_gate) _sources.Add(source);
        Start();
    }

    public void Start()
    {
        foreach (var scope in _store.Scopes)
        {
            Unsettle(scope);
            Arm(scope);
        }
    }

    public void Dispose()
    {
        _store.Changed -= Follow;
        lock (_gate)
        {
            _disposed = true;
            _next?.Dispose();
        }
    }

    private void Follow(AccountRegion scope, IEnumerable<EntityKey> keys)
    {
        if (keys.Any(key => key.Kind is EntityKind.Alarm or EntityKind.ServiceLoad)) Unsettle(scope);
        Arm(scope);
    }

    private void Unsettle(AccountRegion scope)
    {
        if (_clock.Mode != ClockMode.Automatic) return;
        var world = _store.Read(scope);
        var watching = world.Alarms.Values.Where(alarm => AlarmEvaluation.MetricsOf(alarm).Any(IsTold)).ToList();
        if (watching.Count == 0) return;
        var settled = world.ServiceLoads.Values.Select(load => load.SettledAt ?? DateTimeOffset.MaxValue).Append(_clock.GetUtcNow()).Max();
        var range = watching.Max(AlarmEvaluation.RangeOf) + Minute;
        lock (_gate)
        {
            _unsettledUntil[scope] = settled > DateTimeOffset.MaxValue - range ? settled : settled + range;
            if (_next is null || !_isUpkeep) return;
            _next.Dispose();
            Schedule(_nextAt);
        }
    }

    // What AWS's services tell has namespaces that nobody else can put data into, and Container Insights.
    private static bool IsTold(MetricId metric) => metric.Namespace.StartsWith("AWS/", StringComparison.Ordinal) || metric.Namespace == Orchestration.CloudWatch.Sources.ContainerInsights.Namespace;

    private void Arm(AccountRegion scope)
    {
        lock (_gate)
        {
            if (_next is not null || _disposed) return;
            var world = _store.Read(scope);
            if (_sources.Any(source => source.AreIn(world))) Schedule(Retention.Floor(_clock.GetUtcNow(), Minute) + Minute);
        }
    }

    private void Schedule(DateTimeOffset at)
    {
        if (_disposed) return;
        _nextAt = at;
        _isUpkeep = _unsettledUntil.Values.All(until => until < at);
        _next = _clock.Schedule(at, _isUpkeep, Tell);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Metrics that cannot be told must stop neither the clock nor what else it drives.")]
    private void Tell()
    {
        List<MinuteSource> sources;
        lock (_gate)
        {
            sources = [.. _sources];
            // Before anything is written: alarms are evaluated at the same minute, and have to come after it.
            if (_store.Scopes.Any(scope => sources.Any(source => source.AreIn(_store.Read(scope))))) Schedule(_nextAt + Minute);
            else _next = null;
        }
        var over = Retention.Floor(_clock.GetUtcNow(), Minute) - Minute;
        try
        {
            foreach (var scope in _store.Scopes)
            {
                var world = _store.Read(scope);
                var samples = sources.SelectMany(source => source.Of(world, over)).ToList();
                if (samples.Count > 0) _ = WrittenAsync(_metrics.WriteAsync(scope, samples));
            }
        }
        catch (Exception exception)
        {
            Failure ??= exception;
        }
    }

    private async Task WrittenAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception exception) when (exception is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            Failure ??= exception;
        }
    }
}
