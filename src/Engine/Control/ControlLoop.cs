using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Scanning;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
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
    private readonly ImageScans _scans;
    private Task _running = Task.CompletedTask;

    public ControlLoop(StateStore store, EngineClock clock, Executor executor, ImageScans scans)
    {
        _store = store;
        _clock = clock;
        _executor = executor;
        _scans = scans;
        _store.Changed += (scope, _) => Send(new(scope));
    }

    /// <summary>What first kept a World from being planned or its decisions from being carried out; null as long as all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins to plan. What changes before waits, so that a runtime can take up its containers first.</summary>
    public void Start()
    {
        // What a World remembers to be due has to be looked at though nothing changes.
        foreach (var scope in _store.Scopes) Send(new(scope));
        _running = Task.Run(RunAsync);
    }

    public void Observe(AccountRegion scope, Observation observation) => Send(new(scope) { Observation = observation });

    /// <summary>
    /// Empties the runtime and the state between two steps: in the middle of one, its decisions would still be carried
    /// out and leave containers that belong to no task.
    /// </summary>
    public Task ResetAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Send(new(null) { Reset = done }) ? done.Task : Task.FromException(new ObjectDisposedException(nameof(ControlLoop)));
    }

    public async ValueTask DisposeAsync()
    {
        _signals.Writer.TryComplete();
        await _running;
    }

    private bool Send(Signal signal)
    {
        _clock.Hold();
        if (_signals.Writer.TryWrite(signal)) return true;
        _clock.Release();
        return false;
    }

    private async Task RunAsync()
    {
        var batch = new List<Signal>();
        while (await _signals.Reader.WaitToReadAsync())
        {
            while (_signals.Reader.TryRead(out var signal)) batch.Add(signal);
            foreach (var reset in batch.Select(signal => signal.Reset).OfType<TaskCompletionSource>()) await ResetAsync(reset);
            foreach (var group in batch.GroupBy(signal => signal.Scope))
            {
                if (group.Key is { } scope) await TryStepAsync(scope, [.. group.Select(signal => signal.Observation).OfType<Observation>()]);
            }
            foreach (var _ in batch) _clock.Release();
            batch.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, it goes to who asked for the reset.")]
    private async Task ResetAsync(TaskCompletionSource done)
    {
        try
        {
            await _executor.ResetAsync();
            await _store.ResetAsync();
            done.SetResult();
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One World that cannot be planned must not stop the others, nor the clock.")]
    private async Task TryStepAsync(AccountRegion scope, List<Observation> observations)
    {
        try
        {
            await StepAsync(scope, observations);
        }
        catch (Exception exception)
        {
            Failure ??= exception;
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
                world = plan.Next;
                decided.AddRange(plan.Decisions);
            }
        });
        foreach (var decision in decisions) _executor.Execute(world, decision);
        foreach (var scan in decisions.OfType<ScanImage>()) _scans.Start(world, scan);
        foreach (var replicate in decisions.OfType<ReplicateImage>())
        {
            if (await ImageReplicator.ReplicateAsync(_store, world, replicate) is { } seen) Observe(scope, seen);
        }
        SetAlarm(world);
    }

    private void SetAlarm(World world)
    {
        if (!_alarms.TryGetValue(world.Scope, out var alarm)) _alarms[world.Scope] = alarm = new(_clock, () => Send(new(world.Scope)));
        alarm.Set(world.Agenda.NextProgressAt, world.Agenda.NextUpkeepAt);
    }

    private readonly record struct Signal(AccountRegion? Scope)
    {
        public Observation? Observation { get; init; }

        public TaskCompletionSource? Reset { get; init; }
    }
}
