namespace Workbook.Engine.Time;

public sealed partial class EngineClock
{
    private bool _paused;

    /// <summary>Whether it was told to stand; see <see cref="Pause"/>.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate) return _paused;
        }
    }

    private bool MovesByItself => Mode == ClockMode.Automatic && !_paused;

    /// <summary>An automatic clock stands until <see cref="Resume"/>, but for being advanced or stepped. Other clocks go on as they do.</summary>
    /// <returns>Whether it stands.</returns>
    public bool Pause()
    {
        lock (_gate) return _paused = Mode == ClockMode.Automatic;
    }

    /// <summary>Takes back a <see cref="Pause"/>.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (!_paused) return;
            _paused = false;
        }
        Stimulate();
    }

    /// <summary>Moves to where an automatic clock would go next, and no further than that: what lies behind <see cref="Horizon"/> is left alone.</summary>
    /// <returns>False when nothing lies ahead.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellation = default)
    {
        TimeSpan? ahead;
        DateTimeOffset horizon;
        lock (_gate)
        {
            horizon = _horizon;
            ahead = _calls.TakeWhile(call => call.At <= horizon).FirstOrDefault(call => !call.IsUpkeep)?.At - Now;
        }
        if (ahead is not { } by) return false;
        await AdvanceAsync(by > TimeSpan.Zero ? by : TimeSpan.Zero, cancellation);
        lock (_gate) _horizon = horizon;
        return true;
    }
}
