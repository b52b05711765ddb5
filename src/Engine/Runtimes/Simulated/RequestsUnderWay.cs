using Workbook.Engine.Time;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The requests that a simulated container works on. One that was sent the stop signal ends them before it ends itself.</summary>
internal sealed class RequestsUnderWay(EngineClock clock)
{
    private readonly Lock _gate = new();
    private Action? _whenDone;
    private int _requests;
    private int _waiting;
    private bool _holds;

    /// <param name="requests">+1: one begins; -1: one is done.</param>
    /// <param name="waiting">+1: one of them begins to wait for the engine's clock; -1: it waits no more.</param>
    public void Count(int requests, int waiting)
    {
        Action? done = null;
        lock (_gate)
        {
            _requests += requests;
            _waiting += waiting;
            if (_whenDone is null) return;
            if (_requests == 0) (done, _whenDone) = (_whenDone, null);
            else Hold(_requests > _waiting);
        }
        if (done is null) return;
        done();
        lock (_gate) Hold(false);
    }

    /// <summary>
    /// Calls back when none is left, at once when there is none. Until then the engine's clock is held, but for requests that wait
    /// for it: what takes a moment of a person's time must not be overtaken by a timeout of the engine's.
    /// </summary>
    public void WhenDone(Action then)
    {
        lock (_gate)
        {
            if (_requests > 0)
            {
                _whenDone = then;
                Hold(_requests > _waiting);
                return;
            }
        }
        then();
    }

    private void Hold(bool holds)
    {
        if (holds == _holds) return;
        _holds = holds;
        if (holds) clock.Hold();
        else clock.Release();
    }
}
