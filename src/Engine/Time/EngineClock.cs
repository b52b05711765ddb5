namespace Workbook.Engine.Time;

/// <summary>
/// The time that the engine and its simulated containers live by. All its timers fire in order, each at exactly its own
/// time, and in a manual or automatic clock only when everything that the one before set in motion has come to rest.
/// </summary>
public sealed partial class EngineClock : TimeProvider, IAsyncDisposable
{
    /// <summary>
    /// How far an automatic clock runs ahead of the last change from outside. It stops what goes on for ever, such as a
    /// container that is restarted each minute.
    /// </summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a real clock that is moved ahead waits for what each call on its way set in motion. Simulated containers are done by then; a pull,
    /// or health checks that never pause, may not be.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _machine;
    private readonly Lock _gate = new();
    private readonly SortedSet<ScheduledCall> _calls = [];
    private readonly SemaphoreSlim _stepping = new(1);
    private readonly ITimer? _realTimer;
    private TimeSpan _offset;
    private DateTimeOffset _now;
    private DateTimeOffset _horizon;
    private DateTimeOffset? _target;
    private long _sequence;
    private int _holds;
    private TaskCompletionSource? _released;
    private bool _pumping;
    private bool _disposed;

    /// <param name="mode">How it moves.</param>
    /// <param name="machine">The machine's clock; the start of a manual or automatic one.</param>
    public EngineClock(ClockMode mode, TimeProvider machine)
    {
        Mode = mode;
        _machine = machine;
        _now = Start(mode, machine.GetUtcNow());
        _horizon = _now + Horizon;
        if (mode == ClockMode.Real) _realTimer = machine.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ClockMode Mode { get; }

    /// <summary>An automatic clock begins with an hour, so that the periods of metrics begin at the same moments in every run.</summary>
    private static DateTimeOffset Start(ClockMode mode, DateTimeOffset now) => mode == ClockMode.Automatic ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)) : now;

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
        TaskCompletionSource? released = null;
        TaskCompletionSource? rest;
        lock (_gate)
        {
            if (--_holds == 0) (released, _released) = (_released, null);
            rest = TakeRest();
        }
        released?.TrySetResult();
        rest?.TrySetResult();
    }

    /// <summary>Something changed from outside; an automatic clock may run on for another <see cref="Horizon"/>.</summary>
    public void Stimulate()
    {
        lock (_gate) _horizon = Now + Horizon;
        PumpIfDue();
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
        PumpIfDue();
        return call;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ClockTimer(this, () => callback(state), dueTime, period);

    /// <summary>
    /// Moves the clock ahead, firing what becomes due on the way, and returns when all that came of it is at rest, or on a real clock goes on for long.
    /// An automatic clock stands there until something changes from outside again.
    /// </summary>
    /// <param name="by">Not negative.</param>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await _stepping.WaitAsync(cancellation);
        try
        {
            var isSettled = await SettleAsync(cancellation);
            var target = GetUtcNow() + by;
            lock (_gate) _target = target;
            while (await NextAsync(target, cancellation) is { } call)
            {
                call.Fire();
                isSettled = isSettled && await SettleAsync(cancellation);
            }
        }
        finally
        {
            lock (_gate)
            {
                _target = null;
                _horizon = Now;
                ArmRealTimer();
            }
            _stepping.Release();
        }
        PumpIfDue();
    }

    /// <summary>Whether the clock is being moved ahead and comes by that time on its way, upkeep or not.</summary>
    public bool PassesBy(DateTimeOffset time)
    {
        lock (_gate) return _target >= time;
    }

    public async ValueTask DisposeAsync()
    {
        TaskCompletionSource? rest;
        lock (_gate)
        {
            _disposed = true;
            _calls.Clear();
            rest = TakeRest();
        }
        rest?.TrySetResult();
        if (_realTimer is not null) await _realTimer.DisposeAsync();
    }

    private void PumpIfDue()
    {
        lock (_gate)
        {
            if (_pumping || _disposed || Due(null) is null) return;
        }
        Pump();
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
            while (await NextAsync(null, default) is { } call) call.Fire();
        }
        finally
        {
            _stepping.Release();
            TaskCompletionSource? rest;
            lock (_gate)
            {
                _pumping = false;
                ArmRealTimer();
                rest = TakeRest();
            }
            rest?.TrySetResult();
            // What was scheduled since the last look was left to this pump.
            PumpIfDue();
        }
    }

    /// <summary>
    /// Takes the next call and moves the clock to its time. What is held may do anything before it is released, so that
    /// looking and moving are one step in which nothing is held; only a real clock cannot wait, for something is always held by somebody.
    /// </summary>
    /// <param name="until">Where an advance ends, which the clock reaches when there is no more call; null for what is due anyway.</param>
    private async Task<ScheduledCall?> NextAsync(DateTimeOffset? until, CancellationToken cancellation)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_holds == 0 || Mode == ClockMode.Real)
                {
                    var call = Due(until);
                    if (call is not null) _calls.Remove(call);
                    if ((call?.At ?? until) is { } at) MoveTo(at);
                    return call;
                }
            }
            await ReleasedAsync().WaitAsync(cancellation);
        }
    }

    /// <summary>Waits until nothing is held; on a real clock not for long.</summary>
    /// <returns>Whether nothing was held in the end.</returns>
    private async Task<bool> SettleAsync(CancellationToken cancellation)
    {
        var released = ReleasedAsync();
        if (Mode != ClockMode.Real) await released.WaitAsync(cancellation);
        else await released.WaitAsync(Patience, _machine, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return released.IsCompleted;
    }

    private Task ReleasedAsync()
    {
        lock (_gate)
        {
            if (_holds == 0) return Task.CompletedTask;
            return (_released ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>
    /// The first call until a time, or else the first whose time has come or that an automatic clock comes by on its way to
    /// the next that moves something on: upkeep at 5 and progress at 10 → first 5, then 10; upkeep alone → none.
    /// </summary>
    private ScheduledCall? Due(DateTimeOffset? until)
    {
        var now = Now;
        var last = until ?? (MovesByItself && _horizon > now ? _horizon : now);
        ScheduledCall? first = null;
        foreach (var call in _calls)
        {
            if (call.At > last) return null;
            first ??= call;
            if (until is not null || !call.IsUpkeep || call.At <= now) return first;
        }
        return null;
    }

    private void MoveTo(DateTimeOffset at)
    {
        var now = Now;
        if (at <= now) return;
        if (Mode == ClockMode.Real) _offset += at - now;
        else _now = at;
    }

    private void ArmRealTimer()
    {
        if (_realTimer is null || _disposed || _calls.Min is not { } next) return;
        // Rounded up to whole milliseconds, which is all that timers know: one that rings early would ring again and again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling((next.At - Now).TotalMilliseconds));
        _realTimer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private void Cancel(ScheduledCall call)
    {
        lock (_gate) _calls.Remove(call);
    }
}
