using Workbook.Engine.Time;
using Workbook.Orchestration.CloudWatch.Sources;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>A container that runs, in the simulation.</summary>
public sealed class SimulatedContainer
{
    // What ended longer ago has been told.
    private static readonly TimeSpan MinuteOfMetrics = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<IDisposable> _ahead = [];
    private readonly List<Burn> _burns = [];
    private readonly Lazy<SimulatedProgram> _program;
    private readonly Action<SimulatedContainer> _disturbed;
    private readonly Action<SimulatedContainer, int, string?> _exit;
    private Conduct _conduct;
    private bool _isStopping;
    private bool _hasEnded;

    /// <param name="container">What it was started from.</param>
    /// <param name="script">How it behaves.</param>
    /// <param name="program">What it runs, found out when somebody asks.</param>
    /// <param name="runtimeId">Its id in the runtime; another one after each restart.</param>
    /// <param name="disturbed">Told when it behaves in another way from now on.</param>
    /// <param name="exit">Ends it with an exit code and a reason.</param>
    internal SimulatedContainer(
        RuntimeContainer container, ImageScript script, Func<SimulatedProgram> program, string runtimeId, EngineClock clock,
        Action<SimulatedContainer> disturbed, Action<SimulatedContainer, int, string?> exit)
    {
        Container = container;
        Script = script;
        RuntimeId = runtimeId;
        Requests = new(clock);
        _program = new(program);
        _disturbed = disturbed;
        _exit = exit;
        // A check that can be read says how the check ends, not how the server is.
        _conduct = new() { IsSick = script.Health == ContainerHealth.Unhealthy && CommandScript.TryParseHealthCheck(container.Definition.HealthCheck?.Command) is null };
    }

    public RuntimeContainer Container { get; }

    public ImageScript Script { get; }

    public string RuntimeId { get; }

    /// <summary>What it runs.</summary>
    public SimulatedProgram Program => _program.Value;

    /// <summary>What <c>hostname</c> prints in it.</summary>
    public string HostName => SimulatedPrograms.HostName(Container with { State = Container.State with { RuntimeId = RuntimeId } });

    /// <summary>Called when it was sent the stop signal.</summary>
    public event Action? StopSignalled;

    /// <summary>True once it was sent the stop signal.</summary>
    public bool IsStopping
    {
        get
        {
            lock (_gate) return _isStopping;
        }
    }

    /// <summary>True once its process has ended.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate) return _hasEnded;
        }
    }

    /// <summary>True once its process has ended in another way than by obeying the stop signal.</summary>
    public bool WasCut { get; private set; }

    /// <summary>How it treats who connects.</summary>
    public Conduct Conduct
    {
        get
        {
            lock (_gate) return _conduct;
        }
        set
        {
            lock (_gate) _conduct = value;
            _disturbed(this);
        }
    }

    internal RequestsUnderWay Requests { get; }

    /// <summary>It has something to do for a while.</summary>
    public void Add(Burn burn)
    {
        lock (_gate)
        {
            _burns.RemoveAll(each => each.Until < burn.From - MinuteOfMetrics);
            _burns.Add(burn);
        }
    }

    /// <summary>What it was asked to do uses on average in a while, beside what it uses anyway.</summary>
    public TaskUse UseDuring(DateTimeOffset begin, TimeSpan length)
    {
        lock (_gate)
        {
            var uses = _burns.Select(each => each.During(begin, length)).ToList();
            return new(uses.Sum(each => each.Cpu), uses.Sum(each => each.Memory));
        }
    }

    /// <summary>A request begins (+1) or is done (-1): a container that obeys the stop signal waits for those under way.</summary>
    public void CountRequests(int change) => Requests.Count(change, 0);

    /// <summary>A request begins (+1) or ceases (-1) to wait for the engine's clock.</summary>
    public void CountWaiting(int change) => Requests.Count(0, change);

    /// <summary>Its process ends by itself.</summary>
    /// <param name="reason">Null for an ordinary exit.</param>
    public void Exit(int exitCode, string? reason = null) => _exit(this, exitCode, reason);

    /// <summary>Notes what is going to happen to it by itself, or goes with it; it is disposed when it ends, at once when it has ended.</summary>
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
    internal bool TryStop()
    {
        lock (_gate)
        {
            if (_isStopping) return false;
            _isStopping = true;
        }
        StopSignalled?.Invoke();
        return true;
    }

    /// <summary>False when it has ended already.</summary>
    /// <param name="obeyed">Whether it ended because it was sent the stop signal.</param>
    internal bool TryEnd(bool obeyed)
    {
        IDisposable[] ahead;
        lock (_gate)
        {
            if (_hasEnded) return false;
            _hasEnded = true;
            WasCut = !obeyed;
            ahead = [.. _ahead];
        }
        foreach (var call in ahead) call.Dispose();
        return true;
    }
}
