using System.Threading.Channels;
using Workbook.Engine.Runtimes;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Control;

/// <summary>
/// Wake → plan → reduce → execute, until nothing is left to decide; then sleep until something changes or is due. The
/// clock is held meanwhile, so that an automatic one moves on only when all is at rest.
/// </summary>
internal sealed class ControlLoop : IObservations, IAsyncDisposable
{
    private readonly Channel<Signal> _signals = Channel.CreateUnbounded<Signal>(new() { SingleReader = true });
    private readonly Dictionary<AccountRegion, Alarm> _alarms = [];
    private readonly StateStore _store;
    private readonly EngineClock _clock;
    private readonly Executor _executor;
    private readonly Task _running;

    public ControlLoop(StateStore store, EngineClock clock, Executor executor)
    {
        _store = store;
        _clock = clock;
        _executor = executor;
        _store.Changed = scope => Send(new(scope, null));
        _running = Task.Run(RunAsync);
    }

    public void Observe(AccountRegion scope, Observation observation) => Send(new(scope, observation));

    public async ValueTask DisposeAsync()
    {
        _signals.Writer.TryComplete();
        await _running;
    }

    private void Send(Signal signal)
    {
        _clock.Hold();
        if (!_signals.Writer.TryWrite(signal)) _clock.Release();
    }

    private async Task RunAsync()
    {
        var batch = new List<Signal>();
        while (await _signals.Reader.WaitToReadAsync())
        {
            while (_signals.Reader.TryRead(out var signal)) batch.Add(signal);
            foreach (var scope in batch.GroupBy(signal => signal.Scope))
                await StepAsync(scope.Key, [.. scope.Select(signal => signal.Observation).OfType<Observation>()]);
            foreach (var _ in batch) _clock.Release();
            batch.Clear();
        }
    }

    private async Task StepAsync(AccountRegion scope, List<Observation> observations)
    {
        var (world, decisions) = await _store.UpdateAsync(scope, (world, now) =>
        {
            foreach (var observation in observations) world = Reducer.Apply(world, observation, now);
            var decided = new List<Decision>();
            while (true)
            {
                var plan = Planner.Plan(world, now);
                if (plan.Considered.Count == 0) return (world, (world, decided));
                foreach (var key in plan.Considered) world = world.Settled(key);
                foreach (var decision in plan.Decisions) world = Reducer.Apply(world, decision, now);
                decided.AddRange(plan.Decisions);
            }
        });
        foreach (var decision in decisions) _executor.Execute(world, decision);
        SetAlarm(world);
    }

    private void SetAlarm(World world)
    {
        if (!_alarms.TryGetValue(world.Scope, out var alarm)) _alarms[world.Scope] = alarm = new(_clock, () => Send(new(world.Scope, null)));
        alarm.Set(world.Agenda.NextProgressAt, world.Agenda.NextUpkeepAt);
    }

    private readonly record struct Signal(AccountRegion Scope, Observation? Observation);
}
