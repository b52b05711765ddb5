using Workbook.Engine.Time;

namespace Workbook.Engine.Control;

/// <summary>Wakes the control loop for one World's next appointment of either kind.</summary>
internal sealed class Alarm(EngineClock clock, Action ring)
{
    private Bell? _progress;
    private Bell? _upkeep;

    public void Set(DateTimeOffset? progressAt, DateTimeOffset? upkeepAt)
    {
        Set(ref _progress, progressAt, isUpkeep: false);
        Set(ref _upkeep, upkeepAt, isUpkeep: true);
    }

    private void Set(ref Bell? bell, DateTimeOffset? at, bool isUpkeep)
    {
        // One that has rung does not ring again, though the machine's clock may have been set back since.
        if (bell?.At == at && bell?.HasRung != true) return;
        bell?.Call?.Dispose();
        bell = null;
        if (at is not { } time) return;
        var next = new Bell(time);
        next.Call = clock.Schedule(time, isUpkeep, () =>
        {
            next.HasRung = true;
            ring();
        });
        bell = next;
    }

    private sealed class Bell(DateTimeOffset at)
    {
        private volatile bool _hasRung;

        public DateTimeOffset? At { get; } = at;

        public IDisposable? Call { get; set; }

        public bool HasRung
        {
            get => _hasRung;
            set => _hasRung = value;
        }
    }
}
