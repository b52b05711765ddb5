using System.Globalization;
using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Containers without Docker: each follows the <see cref="ImageScript"/> of its image on the engine's clock.</summary>
internal sealed class SimulatedRuntime(EngineClock clock, SimulatedImages images, LogStore logs) : ITaskRuntime, ISimulatedContainers
{
    private static readonly TimeSpan ProvisionTime = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromMilliseconds(200);

    private readonly SimulatedLogs _logs = new(clock, logs);
    private readonly Lock _gate = new();
    private readonly Dictionary<(AccountRegion, string TaskId, string Name), SimulatedContainer> _running = [];

    /// <summary>What was asked for and is not done yet, by task.</summary>
    private readonly Dictionary<(AccountRegion, string TaskId), HashSet<IDisposable>> _ahead = [];
    private readonly SimulatedAddresses _addresses = new();
    private IObservations _observations = null!;

    /// <summary>How many containers run.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _running.Count;
        }
    }

    public Exception? Failure => null;

    public event Action<AccountRegion, string>? Disturbed;

    public void Connect(IObservations observations) => _observations = observations;

    public Task<IReadOnlyList<AgentAddress>> PrepareAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AgentAddress>>([]);

    public void Provision(RuntimeTask task) => After(task, ProvisionTime, () =>
    {
        var id = DerivedId.Hex(task.Task.Id, "network-interface");
        _observations.Observe(task.Scope, new TaskProvisioned(task.Task.Id, "eni-" + id[..17], Mac(id), _addresses.NextAddress()));
    });

    public void Pull(RuntimeContainer container)
    {
        var (time, digest, error) = images.Pull(container);
        After(container.Task, time, () => Tell(container, error is null
            ? new ImagePulled(container.Task.Task.Id, container.State.Name, digest)
            : new ContainerNotStarted(container.Task.Task.Id, container.State.Name, error)));
    }

    public void Start(RuntimeContainer container)
    {
        var script = images.ScriptOf(container);
        After(container.Task, script.StartTime, () =>
        {
            if (AwsLogs.Open(logs, container, clock.GetUtcNow()) is { } closed)
            {
                Tell(container, new ContainerNotStarted(container.Task.Task.Id, container.State.Name, closed));
                return;
            }
            var runtimeId = $"{container.Task.Task.Id}-{DerivedId.Hex(container.State.Id, container.State.Restarts.ToString(CultureInfo.InvariantCulture))[..10]}";
            Tell(container, new ContainerStarted(container.Task.Task.Id, container.State.Name, runtimeId, Bindings(container)));
            _logs.Follow(Run(container, script, runtimeId, clock.GetUtcNow()));
        });
    }

    public void Stop(RuntimeContainer container, TimeSpan timeout)
    {
        if (Find(container.Task.Scope, container.Task.Task.Id, container.State.Name) is not { } running || !running.TryStop()) return;
        var now = clock.GetUtcNow();
        if (running.Script.StopTime <= timeout) running.Expect(clock.Schedule(now + running.Script.StopTime, isUpkeep: false, () => Leave(running, now + timeout)));
        else running.Expect(clock.Schedule(now + timeout, isUpkeep: false, () => Exit(running, ExitCodes.Killed, null)));
    }

    /// <summary>Obeys the stop signal once the requests under way are done; they have until the container would be killed.</summary>
    private void Leave(SimulatedContainer running, DateTimeOffset deadline)
    {
        running.Requests.WhenDone(() => Exit(running, running.Script.StopExitCode, null, obeyed: true));
        if (!running.HasEnded) running.Expect(clock.Schedule(deadline, isUpkeep: false, () => Exit(running, ExitCodes.Killed, null)));
    }

    public void Release(RuntimeTask task) => After(task, ReleaseTime, () => _observations.Observe(task.Scope, new TaskReleased(task.Task.Id)));

    public void Forget(RuntimeTask task)
    {
        lock (_gate)
        {
            if (_ahead.Remove((task.Scope, task.Task.Id), out var calls))
            {
                foreach (var call in calls) call.Dispose();
            }
            foreach (var container in task.Task.Containers)
            {
                if (_running.Remove((task.Scope, task.Task.Id, container.Name), out var running)) running.TryEnd(obeyed: false);
            }
        }
    }

    public Task AdoptAsync(IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation)
    {
        foreach (var task in tasks)
        {
            _addresses.Keep(task.Task.Network?.PrivateIpv4Address, task.Task.Containers.SelectMany(state => state.NetworkBindings).Select(binding => binding.HostPort ?? 0));
            foreach (var state in task.Task.Containers.Where(state => state.Status == ContainerStatus.Running))
            {
                var container = new RuntimeContainer(task, state, Overrides.Of(task.Definition, task.Task.Overrides, state.Name));
                Run(container, images.ScriptOf(container), state.RuntimeId!, state.StartedAt!.Value);
            }
        }
        return Task.CompletedTask;
    }

    public Task ResetAsync()
    {
        lock (_gate)
        {
            foreach (var container in _running.Values) container.TryEnd(obeyed: false);
            _running.Clear();
            foreach (var call in _ahead.Values.SelectMany(calls => calls)) call.Dispose();
            _ahead.Clear();
        }
        _addresses.Reset();
        return Task.CompletedTask;
    }

    public bool Kill(AccountRegion scope, string taskId, string container, int exitCode, string? reason)
    {
        if (Find(scope, taskId, container) is not { } running) return false;
        Exit(running, exitCode, reason);
        return true;
    }

    public bool SetHealth(AccountRegion scope, string taskId, string container, ContainerHealth health)
    {
        if (Find(scope, taskId, container) is not { } running) return false;
        running.Conduct = running.Conduct with { IsSick = health == ContainerHealth.Unhealthy };
        Tell(running.Container, new ContainerHealthChanged(taskId, container, health));
        return true;
    }

    public Task<IExecSession> ExecAsync(RuntimeContainer container, ExecCommand command, CancellationToken cancellation)
    {
        if (Find(container.Task.Scope, container.Task.Task.Id, container.State.Name) is not { } running)
            throw new ExecException($"The container {container.State.Name} is not running.");
        if (!SimulatedPrograms.Has(container.State.Image, command.Arguments[0]))
            throw ExecException.ProgramNotFound(command.Arguments[0]);
        var exec = new SimulatedExec(command, clock);
        running.Expect(exec);
        clock.Stimulate();
        _ = exec.RunAsync(own => new SimulatedShell(container, exec, clock).RunAsync(command.Arguments, own), () => running.Forget(exec));
        return Task.FromResult<IExecSession>(exec);
    }

    /// <summary>Nothing is measured where nothing is used.</summary>
    public ContainerUsage? UsageOf(AccountRegion scope, string taskId, string container) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public SimulatedContainer? Find(AccountRegion scope, string taskId, string container)
    {
        lock (_gate) return _running.GetValueOrDefault((scope, taskId, container));
    }

    private SimulatedContainer Run(RuntimeContainer container, ImageScript script, string runtimeId, DateTimeOffset startedAt)
    {
        var running = new SimulatedContainer(
            container, script, () => images.ProgramOf(container), runtimeId, clock,
            disturbed => Disturbed?.Invoke(disturbed.Container.Task.Scope, disturbed.Container.Task.Task.Id),
            (ended, exitCode, reason) => Exit(ended, exitCode, reason));
        lock (_gate) _running[KeyOf(container)] = running;
        if (script.RunFor is { } runFor)
        {
            var reason = script.RunsOutOfMemory ? StopReasons.OutOfMemory : null;
            running.Expect(clock.Schedule(startedAt + runFor, isUpkeep: false, () => Exit(running, script.ExitCode, reason)));
        }
        if (container.Definition.HealthCheck is { } check) running.Expect(CheckHealth(running, check, startedAt));
        return running;
    }

    private IDisposable CheckHealth(SimulatedContainer running, HealthCheck check, DateTimeOffset startedAt)
    {
        var interval = TimeSpan.FromSeconds(check.Interval ?? 30);
        // The first success makes it healthy; failures count only after the start period, and `retries` of them are needed.
        // interval 30, retries 3, start period 10 → healthy after 30 s, unhealthy after 10 + 3 · 30 = 100 s
        var after = running.Script.Health == ContainerHealth.Healthy
            ? interval
            : TimeSpan.FromSeconds(check.StartPeriod ?? 0) + interval * (check.Retries ?? 3);
        return clock.Schedule(startedAt + after, isUpkeep: false, () =>
            Tell(running.Container, new ContainerHealthChanged(running.Container.Task.Task.Id, running.Container.State.Name, running.Script.Health)));
    }

    private void Exit(SimulatedContainer running, int exitCode, string? reason, bool obeyed = false)
    {
        // Who was connected to it may hear of its end before it is told.
        clock.Hold();
        if (running.TryEnd(obeyed))
        {
            lock (_gate)
            {
                if (_running.GetValueOrDefault(KeyOf(running.Container)) == running) _running.Remove(KeyOf(running.Container));
            }
            Tell(running.Container, new ContainerExited(running.Container.Task.Task.Id, running.Container.State.Name, exitCode, reason));
        }
        clock.Release();
    }

    private ValueList<NetworkBinding> Bindings(RuntimeContainer container)
    {
        if (container.Task.Definition.NetworkMode is NetworkMode.Awsvpc or NetworkMode.None) return [];
        return (container.Definition.PortMappings ?? []).Select(port => new NetworkBinding
        {
            BindIP = "0.0.0.0",
            ContainerPort = port.ContainerPort,
            HostPort = port.HostPort is > 0 ? port.HostPort : _addresses.NextPort(),
            Protocol = port.Protocol ?? TransportProtocol.Tcp,
        }).ToValueList();
    }

    /// <summary>
    /// Does something for a task later, unless a reset comes first or the task is forgotten: what was asked for before it
    /// must not happen in the life after it.
    /// </summary>
    private void After(RuntimeTask task, TimeSpan delay, Action then)
    {
        var key = (task.Scope, task.Task.Id);
        lock (_gate)
        {
            IDisposable? call = null;
            call = clock.Schedule(clock.GetUtcNow() + delay, isUpkeep: false, () =>
            {
                lock (_gate)
                {
                    if (Done(key, call!)) then();
                }
            });
            if (!_ahead.TryGetValue(key, out var calls)) _ahead[key] = calls = [];
            calls.Add(call);
        }
    }

    private bool Done((AccountRegion, string TaskId) key, IDisposable call)
    {
        if (!_ahead.TryGetValue(key, out var calls) || !calls.Remove(call)) return false;
        if (calls.Count == 0) _ahead.Remove(key);
        return true;
    }

    private void Tell(RuntimeContainer container, Observation observation) => _observations.Observe(container.Task.Scope, observation);

    private static (AccountRegion, string, string) KeyOf(RuntimeContainer container) => (container.Task.Scope, container.Task.Task.Id, container.State.Name);

    // The second hexadecimal digit 2 marks an address as locally administered.
    private static string Mac(string hex) => $"02:{hex[0..2]}:{hex[2..4]}:{hex[4..6]}:{hex[6..8]}:{hex[8..10]}";
}
