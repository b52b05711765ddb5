namespace Workbook.Engine.Time;

/// <summary>A <see cref="TimeProvider"/> timer on the engine's clock.</summary>
internal sealed class ClockTimer : ITimer
{
    private readonly EngineClock _clock;
    private readonly Action _callback;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private IDisposable? _next;
    private bool _disposed;

    public ClockTimer(EngineClock clock, Action callback, TimeSpan dueTime, TimeSpan period)
    {
        _clock = clock;
        _callback = callback;
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed) return false;
            _next?.Dispose();
            _period = period;
            _next = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Schedule(_clock.GetUtcNow() + dueTime, isUpkeep: false, Fire);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _next?.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _next = _period > TimeSpan.Zero ? _clock.Schedule(_clock.GetUtcNow() + _period, isUpkeep: false, Fire) : null;
        }
        _callback();
    }
}
