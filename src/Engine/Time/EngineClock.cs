namespace Workbook.Engine.Time;

/// <summary>
/// The time that the engine and its simulated containers live by. All its timers fire in order, each at exactly its own
/// time, and in a manual or automatic clock only when everything that the one before set in motion has come to rest.
/// </summary>
public sealed class EngineClock : TimeProvider, IAsyncDisposable
{
    /// <summary>
    /// How far an automatic clock runs ahead of the last change from outside. It stops what goes on for ever, such as a
    /// container that is restarted each minute.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    private readonly TimeProvider _machine;
    private readonly Lock _gate = new();
    private readonly SortedSet<ScheduledCall> _calls = [];
    private readonly SemaphoreSlim _stepping = new(1);
    private readonly ITimer? _realTimer;
    private TimeSpan _offset;
    private DateTimeOffset _now;
    private DateTimeOffset _horizon;
    private long _sequence;
    private int _holds;
    private TaskCompletionSource? _rest;
    private bool _pumping;
    private bool _disposed;

    /// <param name="mode">How it moves.</param>
    /// <param name="machine">The machine's clock; the start of a manual or automatic one.</param>
    public EngineClock(ClockMode mode, TimeProvider machine)
    {
        Mode = mode;
        _machine = machine;
        _now = machine.GetUtcNow();
        _horizon = _now + Horizon;
        if (mode == ClockMode.Real) _realTimer = machine.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ClockMode Mode { get; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Now;
    }

    private DateTimeOffset Now => Mode == ClockMode.Real ? _machine.GetUtcNow() + _offset : _now;

    /// <summary>Something is being done: the clock does not move on by itself before <see cref="Release"/> was called as often.</summary>
    public void Hold()
    {
        lock (_gate) _holds++;
    }

    /// <summary>Takes back a <see cref="Hold"/>.</summary>
    public void Release()
    {
        TaskCompletionSource? rest = null;
        lock (_gate)
        {
            if (--_holds == 0)
            {
                rest = _rest;
                _rest = null;
            }
        }
        rest?.TrySetResult();
        if (Mode == ClockMode.Automatic) Pump();
    }

    /// <summary>Something changed from outside; an automatic clock may run on for another <see cref="Horizon"/>.</summary>
    public void Stimulate()
    {
        lock (_gate) _horizon = Now + Horizon;
    }

    /// <summary>Calls back at a time, at once when it has passed. Disposing the result takes it back.</summary>
    /// <param name="isUpkeep">An automatic clock does not jump to it.</param>
    public IDisposable Schedule(DateTimeOffset at, bool isUpkeep, Action callback)
    {
        ScheduledCall call;
        lock (_gate)
        {
            call = new(at, _sequence++, isUpkeep, callback, Cancel);
            _calls.Add(call);
            ArmRealTimer();
        }
        if (Mode == ClockMode.Automatic || at <= GetUtcNow()) Pump();
        return call;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ClockTimer(this, () => callback(state), dueTime, period);

    /// <summary>
    /// Moves the clock ahead, firing what becomes due on the way, and returns when all that came of it is at rest.
    /// </summary>
    /// <param name="by">Not negative.</param>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await _stepping.WaitAsync(cancellation);
        try
        {
            await RestAsync().WaitAsync(cancellation);
            var target = GetUtcNow() + by;
            while (Next(call => call.At <= target) is { } call)
            {
                MoveTo(call.At);
                call.Fire();
                await RestAsync().WaitAsync(cancellation);
            }
            MoveTo(target);
        }
        finally
        {
            _stepping.Release();
        }
        Stimulate();
    }

    /// <summary>Completes when nothing is held.</summary>
    public Task RestAsync()
    {
        lock (_gate)
        {
            if (_holds == 0) return Task.CompletedTask;
            return (_rest ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _calls.Clear();
        }
        if (_realTimer is not null) await _realTimer.DisposeAsync();
    }

    private void Pump()
    {
        lock (_gate)
        {
            if (_pumping || _disposed) return;
            _pumping = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static clock => _ = clock.PumpAsync(), this, preferLocal: false);
    }

    private async Task PumpAsync()
    {
        await _stepping.WaitAsync();
        try
        {
            while (true)
            {
                if (Mode != ClockMode.Real) await RestAsync();
                var call = Next(IsDue);
                if (call is null) break;
                MoveTo(call.At);
                call.Fire();
            }
        }
        finally
        {
            _stepping.Release();
            bool again;
            lock (_gate)
            {
                _pumping = false;
                again = !_disposed && _holds == 0 && _calls.Any(IsDue);
                ArmRealTimer();
            }
            if (again) Pump();
        }
    }

    private bool IsDue(ScheduledCall call) =>
        call.At <= Now || (Mode == ClockMode.Automatic && !call.IsUpkeep && call.At <= _horizon);

    private ScheduledCall? Next(Func<ScheduledCall, bool> isDue)
    {
        lock (_gate)
        {
            if (_calls.FirstOrDefault(isDue) is not { } call) return null;
            _calls.Remove(call);
            return call;
        }
    }

    private void MoveTo(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at <= Now) return;
            if (Mode == ClockMode.Real) _offset += at - Now;
            else _now = at;
        }
    }

    private void ArmRealTimer()
    {
        if (_realTimer is null || _disposed || _calls.Min is not { } next) return;
        var wait = next.At - Now;
        _realTimer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private void Cancel(ScheduledCall call)
    {
        lock (_gate) _calls.Remove(call);
    }
}
