namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>A container that runs, in the simulation.</summary>
internal sealed class SimulatedContainer(RuntimeContainer container, ImageScript script, string runtimeId)
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _ahead = [];
    private bool _isStopping;
    private bool _hasEnded;

    public RuntimeContainer Container { get; } = container;

    public ImageScript Script { get; } = script;

    public string RuntimeId { get; } = runtimeId;

    /// <summary>Notes what is going to happen to it by itself; nothing does once it has ended.</summary>
    public void Expect(IDisposable call)
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                _ahead.Add(call);
                return;
            }
        }
        call.Dispose();
    }

    /// <summary>Takes back an <see cref="Expect"/>: it is over.</summary>
    public void Forget(IDisposable call)
    {
        lock (_gate) _ahead.Remove(call);
    }

    /// <summary>False when it is stopping already.</summary>
    public bool TryStop()
    {
        lock (_gate)
        {
            if (_isStopping) return false;
            return _isStopping = true;
        }
    }

    /// <summary>False when it has ended already.</summary>
    public bool TryEnd()
    {
        IDisposable[] ahead;
        lock (_gate)
        {
            if (_hasEnded) return false;
            _hasEnded = true;
            ahead = [.. _ahead];
        }
        foreach (var call in ahead) call.Dispose();
        return true;
    }
}
