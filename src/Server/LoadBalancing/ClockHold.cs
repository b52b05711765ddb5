using Workbook.Engine.Time;

namespace Workbook.Server.LoadBalancing;

/// <summary>
/// Keeps the engine's clock from moving on by itself while somebody waits for what takes none of its time, but for the moments in which
/// that waits for the clock itself.
/// </summary>
internal sealed class ClockHold : IDisposable
{
    private readonly EngineClock _clock;
    private readonly Lock _gate = new();
    private int _pauses;
    private bool _isSeized;
    private bool _isOver;

    public ClockHold(EngineClock clock)
    {
        _clock = clock;
        clock.Hold();
    }

    public void Pause()
    {
        lock (_gate)
        {
            if (!_isOver && !_isSeized && ++_pauses == 1) _clock.Release();
        }
    }

    public void Resume()
    {
        lock (_gate)
        {
            if (!_isOver && !_isSeized && --_pauses == 0) _clock.Hold();
        }
    }

    /// <summary>Nobody waits for the clock any more: it is held until this is disposed.</summary>
    public void Seize()
    {
        lock (_gate)
        {
            if (_isOver || _isSeized) return;
            _isSeized = true;
            if (_pauses == 0) return;
            _pauses = 0;
            _clock.Hold();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            if (_pauses == 0) _clock.Release();
        }
    }
}
