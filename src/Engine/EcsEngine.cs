using Workbook.Engine.Blobs;
using Workbook.Engine.Images;
using Workbook.Engine.Control;
using Workbook.Engine.Logs;
using Workbook.Engine.Logs.Subscriptions;
using Workbook.Engine.Metrics;
using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Runtimes.Simulated;
using Workbook.Engine.Scanning;
using Workbook.Engine.State;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine;

/// <summary>The shell around the core, put together: state, clock, control loop and runtime.</summary>
public sealed class EcsEngine : IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly ControlLoop _loop;

    private readonly ImageScans _scans;
    private readonly AlarmEvaluator _alarms;
    private readonly MinuteMetrics _minutes;
    private readonly IAgentEndpoint? _agent;
    private readonly InstanceAgents? _instances;
    private BlobSweeper? _sweeper;

    private EcsEngine(EngineOptions options, EngineClock clock, StateStore store, IJournal journal, ITaskRuntime runtime, LogStore logs, BlobStore blobs, MetricStore metrics, IImageScanner scanner)
    {
        Clock = clock;
        Ids = options.Ids;
        Store = store;
        Runtime = runtime;
        Logs = logs;
        Subscriptions = new(logs, options.Machine, options.ReachesOthers);
        Blobs = blobs;
        Metrics = metrics;
        _journal = journal;
        _agent = options.Agent;
        _instances = runtime is DockerRuntime docker ? new(docker, options.Docker!, store, options.Machine) : null;
        var hooks = new SimulatedHooks(clock);
        _scans = new(scanner, clock);
        _loop = new(store, clock, new Executor(runtime, hooks), _scans);
        _minutes = new(store, Metrics, clock, new MinuteSource(ManagedScalingMetrics.AreIn, ManagedScalingMetrics.Of), new TaskUsage(runtime).Source);
        _alarms = new(store, Metrics, clock, _loop.Observe);
        runtime.Connect(_loop);
        hooks.Connect(_loop);
        _scans.Connect(_loop);
    }

    public EngineClock Clock { get; }

    /// <summary>Of what callers create.</summary>
    public ResourceIds Ids { get; }

    public StateStore Store { get; }

    /// <summary>Where tasks run.</summary>
    public ITaskRuntime Runtime { get; }

    /// <summary>What runs where tasks are simulated; null where they are real.</summary>
    public ISimulatedContainers? SimulatedContainers => Runtime as ISimulatedContainers;

    /// <summary>CloudWatch Logs, to which containers print through the log driver <c>awslogs</c>.</summary>
    public LogStore Logs { get; }

    /// <summary>Sends log events to those who subscribed to them.</summary>
    public SubscriptionDelivery Subscriptions { get; }

    /// <summary>The data points of CloudWatch's metrics.</summary>
    public MetricStore Metrics { get; }

    /// <summary>What the registry's images consist of.</summary>
    public BlobStore Blobs { get; }

    /// <summary>Where what is seen from outside of the runtime is told.</summary>
    public IObservations Observations => _loop;

    /// <summary>What <c>--backend</c> calls it: <c>embedded</c> or <c>docker</c>.</summary>
    public string Backend => Runtime is DockerRuntime ? "docker" : "embedded";

    /// <summary>The runtime of an engine that was not told of another one.</summary>
    internal SimulatedRuntime Simulation => (SimulatedRuntime)Runtime;

    /// <summary>What first kept the engine from doing its work, such as a full disk; null as long as all is well.</summary>
    public Exception? Failure => _loop.Failure ?? Runtime.Failure ?? Logs.Failure ?? _alarms.Failure ?? _minutes.Failure ?? _sweeper?.Failure;

    /// <summary>Starts, taking up what the data folder holds.</summary>
    /// <exception cref="IOException">The data folder cannot be used; the message says why.</exception>
    public static Task<EcsEngine> StartAsync(EngineOptions options, CancellationToken cancellation = default) =>
        StartAsync(options, options.DataFolder is { } folder ? SqliteJournal.Open(folder) : new NoJournal(), cancellation);

    /// <summary>Starts on a journal, which it disposes, also when it cannot start.</summary>
    internal static async Task<EcsEngine> StartAsync(EngineOptions options, IJournal journal, CancellationToken cancellation = default)
    {
        var clock = new EngineClock(options.Clock, options.Machine);
        ITaskRuntime? runtime = null;
        LogStore? logs = null;
        BlobStore? blobs = null;
        MetricStore? metrics = null;
        try
        {
            blobs = new(options.DataFolder, options.Machine);
            metrics = new(clock, options.DataFolder);
            logs = new(options.DataFolder, clock, metrics);
            var scanner = ScannerOf(options, blobs);
            var store = new StateStore(clock, journal);
            runtime = RuntimeOf(options, clock, logs, new(store, blobs, options.Registry));
            var engine = new EcsEngine(options, clock, store, journal, runtime, logs, blobs, metrics, scanner);
            var addresses = await runtime.PrepareAsync(cancellation);
            if (options.Agent is { } agent) await agent.StartAsync(engine.Store, runtime, addresses, cancellation);
            await engine.RecoverAsync(cancellation);
            if (engine._instances is { } instances) await instances.StartAsync();
            // Only now: what the planner decides about a container that runs must find it in the runtime.
            engine._loop.Start();
            engine._minutes.Start();
            engine._alarms.Start();
            engine._sweeper = new(engine.Store, blobs, options.Machine);
            return engine;
        }
        catch
        {
            await clock.DisposeAsync();
            if (runtime is not null) await runtime.DisposeAsync();
            if (options.Agent is not null) await options.Agent.DisposeAsync();
            if (logs is not null) await logs.DisposeAsync();
            if (metrics is not null) await metrics.DisposeAsync();
            blobs?.Dispose();
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has another service tell CloudWatch about itself.</summary>
    public void Tell(MinuteSource source) => _minutes.Add(source);

    /// <summary>Starts a command inside a container.</summary>
    /// <exception cref="ExecException">The container does not run, or the command cannot be started; the message says why.</exception>
    public Task<IExecSession> ExecAsync(AccountRegion scope, string taskId, string container, ExecCommand command, CancellationToken cancellation)
    {
        var world = Store.Read(scope);
        if (!world.Tasks.TryGetValue(taskId, out var task) || task.Containers.All(each => each.Name != container))
            throw new ExecException($"The container {container} is not running.");
        return Runtime.ExecAsync(Executor.ContainerOf(world, taskId, container), command, cancellation);
    }

    /// <summary>Forgets everything, as if the engine had just started on an empty data folder.</summary>
    public async Task ResetAsync()
    {
        await _loop.ResetAsync();
        Logs.Clear();
        await Metrics.ClearAsync();
        if (_instances is not null) await _instances.RegisterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_instances is not null) await _instances.DisposeAsync();
        await Clock.DisposeAsync();
        _minutes.Dispose();
        await _scans.DisposeAsync();
        await _alarms.DisposeAsync();
        await _loop.DisposeAsync();
        await Runtime.DisposeAsync();
        await Subscriptions.DisposeAsync();
        await Logs.DisposeAsync();
        _sweeper?.Dispose();
        await Metrics.DisposeAsync();
        Blobs.Dispose();
        if (_agent is not null) await _agent.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static IImageScanner ScannerOf(EngineOptions options, BlobStore blobs) => options.Scanning.Trivy is { } trivy
        ? new TrivyScanner(trivy, blobs, options.Machine)
        : new LayerScanner(blobs, AdvisoryFile.Load(options.Scanning.Advisories));

    private static ITaskRuntime RuntimeOf(EngineOptions options, EngineClock clock, LogStore logs, RegistryImages registry) => options.Docker is { } docker
        ? new DockerRuntime(docker, options.DataFolder is { } folder ? EngineIdentity.Of(folder) : EngineIdentity.OfThisProcess(), logs, registry, options.Agent, options.Machine)
        : new SimulatedRuntime(clock, new(options.Images, registry), logs);

    private async Task RecoverAsync(CancellationToken cancellation)
    {
        // The clock may have been moved ahead in the last life.
        if (Store.Scopes.Max(scope => NewestTime.Of(Store.Read(scope))) is { } newest && newest > Clock.GetUtcNow())
            await Clock.AdvanceAsync(newest - Clock.GetUtcNow(), cancellation);
        Clock.Stimulate();
        var tasks = new List<RuntimeTask>();
        foreach (var scope in Store.Scopes)
        {
            var world = await Store.UpdateAsync(scope, (world, now) =>
            {
                foreach (var id in world.Tasks.Keys) world = Reducer.Apply(world, new EngineRestarted(id), now);
                foreach (var key in world.Services.Keys) world = Reducer.Apply(world, new HooksUnanswered(key), now);
                return (world, world);
            });
            tasks.AddRange(world.Tasks.Values.Where(task => task.LastStatus != EcsTaskStatus.Stopped).Select(task => Executor.TaskOf(world, task.Id)));
        }
        // Of all Worlds at once: what belongs to none of these tasks is removed.
        await Runtime.AdoptAsync(tasks, cancellation);
    }
}
