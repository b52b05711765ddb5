using Workbook.Engine.Time;
using Workbook.Orchestration.LoadBalancing;

namespace Workbook.Server.LoadBalancing.Network;

/// <summary>Something that goes on between a client and a target, as long as neither is silent for too long.</summary>
internal abstract class NetworkFlow(EngineClock clock, TimeSpan idleTimeout, ElbTargetGroup group, ElbTarget target) : IDisposable
{
    private readonly Lock _gate = new();
    private DateTimeOffset _lastHeard = clock.GetUtcNow();
    private IDisposable? _look;
    private bool _isOver;

    /// <summary>The target's group as it was when the flow began.</summary>
    public ElbTargetGroup Group => group;

    public ElbTarget Target => target;

    /// <summary>Ends it from this side: the client is told, where its protocol has a way to tell.</summary>
    public abstract void Cut();

    public virtual void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _look?.Dispose();
        }
    }

    /// <summary>Something was sent in either direction.</summary>
    protected void Touch() => _lastHeard = clock.GetUtcNow();

    /// <summary>From now on, silence ends it.</summary>
    protected void WatchSilence()
    {
        lock (_gate)
        {
            // For upkeep: a flow that nobody uses is no reason for a clock to run.
            if (!_isOver) _look = clock.Schedule(_lastHeard + idleTimeout, isUpkeep: true, Look);
        }
    }

    private void Look()
    {
        if (clock.GetUtcNow() - _lastHeard >= idleTimeout) Cut();
        else WatchSilence();
    }
}
