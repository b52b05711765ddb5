using Workbook.Engine.Time;

namespace Workbook.Engine.Control;

/// <summary>Wakes the control loop for one World's next appointment of either kind.</summary>
internal sealed class Alarm(EngineClock clock, Action ring)
{
    private (DateTimeOffset? At, IDisposable? Call) _progress;
    private (DateTimeOffset? At, IDisposable? Call) _upkeep;

    public void Set(DateTimeOffset? progressAt, DateTimeOffset? upkeepAt)
    {
        Set(ref _progress, progressAt, isUpkeep: false);
        Set(ref _upkeep, upkeepAt, isUpkeep: true);
    }

    private void Set(ref (DateTimeOffset? At, IDisposable? Call) alarm, DateTimeOffset? at, bool isUpkeep)
    {
        if (alarm.At == at) return;
        alarm.Call?.Dispose();
        alarm = (at, at is { } time ? clock.Schedule(time, isUpkeep, ring) : null);
    }
}
