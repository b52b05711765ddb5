using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.CloudWatch;

namespace Workbook.Engine.Metrics;

/// <summary>
/// Evaluates alarms on metrics each whole minute (each ten seconds where periods are shorter) and tells when one has to change its state, and what it
/// says to the scaling policies that it invokes while it stays. On an automatic clock that is progress only when data that is there will bring an
/// alarm to ALARM or OK, or a policy to act; else the clock comes to rest.
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
            // A scalable target that was scaled, or a deployment that is over, changes what policies will do next.
            if (keys.Any(key => key.Kind is EntityKind.Alarm or EntityKind.ScalableTarget or EntityKind.ServiceDeployment)) Look(scope);
        };
        metrics.Written += (scope, written) =>
        {
            if (AlarmsIn(store.Read(scope)).Any(alarm => AlarmEvaluation.MetricsOf(alarm).Any(written.Contains))) Look(scope);
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
        var world = _store.Read(scope);
        var (steady, readings, invokes) = (new List<CwAlarm>(), new List<AlarmReading>(), false);
        foreach (var alarm in AlarmsIn(world))
        {
            var interval = AlarmEvaluation.IntervalOf(alarm);
            var last = Retention.Floor(now, interval);
            // An alarm that was just configured, or told its state, waits for the next whole minute.
            var isDue = last > alarm.ConfiguredAt && last > alarm.StateUpdatedAt && last > (before?.GetValueOrDefault(alarm.Name) ?? default);
            evaluated[alarm.Name] = last;
            var found = isDue ? AlarmEvaluation.Evaluate(alarm, data, last) : null;
            var changes = found is not null && found.State != alarm.State;
            if (found is not null && Invocations.Invokes(world, alarm, found.State))
            {
                readings.Add(Reading(alarm, found));
                invokes |= changes;
            }
            if (changes)
            {
                // What comes of it has this looked at again.
                _observe(scope, new AlarmEvaluated(alarm.Name, alarm.ConfiguredAt, found!.Say()));
                continue;
            }
            upkeep = Earlier(upkeep, last + interval);
            steady.Add(alarm);
        }
        // After the changes of state: each reading is of the state that its alarm has by then.
        if (readings.Count > 0 && (invokes || Invocations.Matter(world, readings, now))) _observe(scope, new PoliciesInvoked(readings.ToValueList()));
        // Where the clock comes by anyway there is nothing to foresee.
        if (_clock.Mode == ClockMode.Automatic) progress = upkeep is { } next && _clock.PassesBy(next) ? next : NextProgress(world, steady, data, now);
        if (!_bells.TryGetValue(scope, out var bell)) _bells[scope] = bell = new(_clock, () => Look(scope));
        bell.Set(progress, upkeep);
    }

    /// <summary>
    /// When the data that is there now will make an alarm change, or a policy act that an alarm invokes each minute, such as when its cooldown is over;
    /// that data stops coming is not waited for.
    /// </summary>
    private static DateTimeOffset? NextProgress(World world, List<CwAlarm> alarms, IMetricData data, DateTimeOffset now)
    {
        if (alarms.Count == 0) return null;
        var step = alarms.Min(AlarmEvaluation.IntervalOf);
        var ends = alarms.Select(alarm => now + Earlier(AlarmEvaluation.RangeOf(alarm) + AlarmEvaluation.IntervalOf(alarm), Foresight)).ToList();
        for (var at = Retention.Floor(now, step) + step; at <= ends.Max(); at += step)
        {
            var readings = new List<AlarmReading>();
            for (var i = 0; i < alarms.Count; i++)
            {
                var alarm = alarms[i];
                if (at > ends[i] || Retention.Floor(at, AlarmEvaluation.IntervalOf(alarm)) != at || AlarmEvaluation.Evaluate(alarm, data, at) is not { } found) continue;
                if (found.State != alarm.State && found.State != StateValue.InsufficientData) return at;
                if (found.State == alarm.State && Invocations.Invokes(world, alarm, found.State)) readings.Add(Reading(alarm, found));
            }
            if (readings.Count > 0 && Invocations.Matter(world, readings, at)) return at;
        }
        return null;
    }

    private static AlarmReading Reading(CwAlarm alarm, AlarmFinding found) => new(alarm.Name, found.State, alarm.Metric!.Threshold!.Value, found.Values);

    private static IEnumerable<CwAlarm> AlarmsIn(World world) => world.Alarms.Values.Where(alarm => alarm.Metric is not null);

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
