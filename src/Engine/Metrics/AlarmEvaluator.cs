using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Metrics;

/// <summary>
/// Evaluates alarms on metrics each whole minute (each ten seconds where periods are shorter) and tells when one has to change its state. On
/// an automatic clock that is progress only when data that is there will bring an alarm to ALARM or OK; else the clock comes to rest.
/// </summary>
internal sealed class AlarmEvaluator : IAsyncDisposable
{
    // As far as an automatic clock runs ahead; what lies behind that is nothing to jump to.
    private static readonly TimeSpan Foresight = EngineClock.Horizon;

    private readonly Channel<AccountRegion> _signals = Channel.CreateUnbounded<AccountRegion>(new() { SingleReader = true });
    private readonly Dictionary<AccountRegion, Control.Alarm> _bells = [];

    // Up to when each alarm was evaluated, by account and region: data that comes late waits for the next time.
    private readonly Dictionary<AccountRegion, Dictionary<string, DateTimeOffset>> _evaluated = [];
    private readonly StateStore _store;
    private readonly MetricStore _metrics;
    private readonly EngineClock _clock;
    private readonly Action<AccountRegion, Observation> _observe;
    private Task _running = Task.CompletedTask;

    public AlarmEvaluator(StateStore store, MetricStore metrics, EngineClock clock, Action<AccountRegion, Observation> observe)
    {
        (_store, _metrics, _clock, _observe) = (store, metrics, clock, observe);
        store.Changed += (scope, keys) =>
        {
            if (keys.Any(key => key.Kind == EntityKind.Alarm)) Look(scope);
        };
        metrics.Written += (scope, written) =>
        {
            if (AlarmsIn(scope).Any(alarm => AlarmEvaluation.MetricsOf(alarm).Any(written.Contains))) Look(scope);
        };
    }

    /// <summary>What first kept an alarm from being evaluated; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    public void Start()
    {
        foreach (var scope in _store.Scopes) Look(scope);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _signals.Writer.TryComplete();
        await _running;
    }

    private void Look(AccountRegion scope)
    {
        _clock.Hold();
        if (!_signals.Writer.TryWrite(scope)) _clock.Release();
    }

    [SuppressMessage("Design", "CA1031", Justification = "An alarm that cannot be evaluated must not stop the others, nor the clock.")]
    private async Task RunAsync()
    {
        await foreach (var scope in _signals.Reader.ReadAllAsync())
        {
            try
            {
                Step(scope);
            }
            catch (Exception exception)
            {
                Failure ??= exception;
            }
            finally
            {
                _clock.Release();
            }
        }
    }

    private void Step(AccountRegion scope)
    {
        var now = _clock.GetUtcNow();
        var data = _metrics.Of(scope);
        DateTimeOffset? progress = null, upkeep = null;
        var before = _evaluated.GetValueOrDefault(scope);
        var evaluated = _evaluated[scope] = [];
        foreach (var alarm in AlarmsIn(scope))
        {
            var interval = AlarmEvaluation.IntervalOf(alarm);
            var last = Retention.Floor(now, interval);
            // An alarm that was just configured, or told its state, waits for the next whole minute.
            var isDue = last > alarm.ConfiguredAt && last > alarm.StateUpdatedAt && last > (before?.GetValueOrDefault(alarm.Name) ?? default);
            evaluated[alarm.Name] = last;
            if (isDue && AlarmEvaluation.Evaluate(alarm, data, last) is { } verdict && verdict.State != alarm.State)
            {
                // What comes of it has this looked at again.
                _observe(scope, new AlarmEvaluated(alarm.Name, alarm.ConfiguredAt, verdict));
                continue;
            }
            upkeep = Earlier(upkeep, last + interval);
            if (_clock.Mode == ClockMode.Automatic && NextChange(alarm, data, last, interval) is { } change) progress = Earlier(progress, change);
        }
        if (!_bells.TryGetValue(scope, out var bell)) _bells[scope] = bell = new(_clock, () => Look(scope));
        bell.Set(progress, upkeep);
    }

    /// <summary>When the data that is there now will make the alarm change; that data stops coming is not waited for.</summary>
    private static DateTimeOffset? NextChange(CwAlarm alarm, IMetricData data, DateTimeOffset last, TimeSpan interval)
    {
        var until = last + Earlier(AlarmEvaluation.RangeOf(alarm) + interval, Foresight);
        for (var at = last + interval; at <= until; at += interval)
        {
            if (AlarmEvaluation.Evaluate(alarm, data, at) is { State: not "INSUFFICIENT_DATA" } verdict && verdict.State != alarm.State) return at;
        }
        return null;
    }

    private IEnumerable<CwAlarm> AlarmsIn(AccountRegion scope) => _store.Read(scope).Alarms.Values.Where(alarm => alarm.Metric is not null);

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
