using Workbook.Engine.Time;
using Workbook.Server.LoadBalancing.Live;

namespace Workbook.Server.LoadBalancing;

/// <summary>
/// A clock that jumps must not jump over requests that are under way: a deregistration delay of five minutes would be over within the millisecond.
/// It stands still until a target that drains has ended its requests, though not for ever.
/// </summary>
internal sealed class DrainHold(EngineClock clock, TimeProvider machine)
{
    /// <summary>By the machine's clock: a WebSocket, say, may never end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public void Hold(LiveTarget target)
    {
        if (clock.Mode == ClockMode.Real || target.Outstanding == 0) return;
        clock.Hold();
        var released = 0;
        ITimer? timer = null;
        target.Idle = Release;
        timer = machine.CreateTimer(_ => Release(), null, Longest, Timeout.InfiniteTimeSpan);
        // The last one may have ended before anybody listened.
        if (target.Outstanding == 0) Release();

        void Release()
        {
            if (Interlocked.Exchange(ref released, 1) != 0) return;
            target.Idle = null;
            timer?.Dispose();
            clock.Release();
        }
    }
}
