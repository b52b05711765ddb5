using System.Net;
using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.Images;
using Workbook.Engine.LoadBalancing;
using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Docker.Images;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Runtimes.Docker.Logs;
using Workbook.Engine.Runtimes.Docker.Usage;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Tasks as groups of real containers on Docker Engines.</summary>
public sealed class DockerRuntime : ITaskRuntime
{
    private const string Here = "";
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(20);

    private readonly EngineIdentity _identity;
    private readonly IPAddress _publishOn;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Node> _nodes;
    private readonly RunningContainers _running = new();
    private readonly BackgroundWork _work = new();
    private readonly ContainerStarter _starter;
    private readonly ImageSources _images;
    private readonly AgentAddresses _addresses;
    private readonly LogTail _tail;
    private readonly UsageSampler _usage;
    private readonly CancellationTokenSource _life = new();
    private Task _watching = Task.CompletedTask;
    private IObservations _observations = null!;

    /// <exception cref="IOException">An endpoint cannot be used; the message says why and what to do.</exception>
    public DockerRuntime(DockerOptions options, EngineIdentity identity, LogStore logs, RegistryImages registry, IAgentEndpoint? agent, TimeProvider time)
    {
        _identity = identity;
        _publishOn = options.PublishOn;
        _time = time;
        _starter = new(identity, options, new ContainerEnvironment(options.Inputs, agent), _running, container => AwsLogs.Open(logs, container, time.GetUtcNow()), Tell, Follow);
        _images = new(registry, new RepositoryLogins(options.Inputs));
        _tail = new(logs, time);
        _usage = new(_running, time);
        var logins = RegistryLogins.OfThisUser();
        _nodes = options.Instances.Select(each => (each.Name, each.Endpoint)).Prepend((Here, options.Endpoint)).ToDictionary(each => each.Item1, each => NodeOf(each.Item2));
        _addresses = new(_nodes[Here].Host);

        Node NodeOf(DockerEndpoint endpoint)
        {
            var host = new DockerHost(endpoint.Connect(), identity, time);
            var watch = new ContainerWatch(host, _running, (container, observation) => Tell(container.Container, observation), EndWithPause, time);
            return new(host, new ImagePuller(host, options.PullBehavior, logins, options.Samples, options.Pulls), watch, new TaskNetworks(host), new TaskCleanup(host));
        }
    }

    private IEnumerable<Node> Nodes => _nodes.Values.Distinct();

    /// <summary>Whose containers these are.</summary>
    internal EngineIdentity Identity => _identity;

    /// <summary>The Docker Engine that has a name.</summary>
    internal DockerHost HostOf(string name) => _nodes[name].Host;

    /// <summary>A sentence on how the tasks of a Docker Engine are held to their CPU and memory, and why so.</summary>
    /// <param name="name">Of a container instance; null for the one that all other tasks run on.</param>
    public string LimitsOf(string? name = null) => HostOf(name ?? Here).Cgroups.Reason;

    /// <summary>How load balancers reach its containers.</summary>
    public ITargetNetwork TargetNetwork(StateStore store) => new DockerTargets(store, [.. Nodes.Select(node => node.Host)], instance => NodeOf(instance)?.Host, _publishOn);

    public Exception? Failure => _work.Failure;

    public void Connect(IObservations observations) => _observations = observations;

    public async Task<IReadOnlyList<AgentAddress>> PrepareAsync(CancellationToken cancellation)
    {
        foreach (var node in _nodes.Values) await node.Host.ConnectAsync(cancellation);
        Merge();
        foreach (var node in Nodes) await node.Host.PrepareAsync(cancellation);
        _watching = Task.WhenAll(Nodes.Select(node => UntilEndAsync(node.Watch.RunAsync)).Append(UntilEndAsync(_usage.RunAsync)));
        return await _addresses.FindAsync(cancellation);
    }

    public void Provision(RuntimeTask task) => Work(task, async (node, life) => _observations.Observe(task.Scope, await node.Networks.MakeAsync(task, life)));

    public void Pull(RuntimeContainer container) => Work(container.Task, async (node, life) =>
    {
        try
        {
            var (image, login) = await _images.OfAsync(container, life);
            var digest = await node.Images.PullAsync(image, login, life);
            Tell(container, new ImagePulled(container.Task.Task.Id, container.State.Name, digest));
        }
        catch (ContainerFailedException error)
        {
            Tell(container, new ContainerNotStarted(container.Task.Task.Id, container.State.Name, error.Message));
        }
    });

    public void Start(RuntimeContainer container) => Work(container.Task, (node, life) => _starter.StartAsync(node, container, _images.NameOf(container), life));

    public void Stop(RuntimeContainer container, TimeSpan timeout)
    {
        if (_running.TryFind(container.Task.Scope, container.Task.Task.Id, container.State.Name, out var found))
            _work.Run(container.Task, life => NodeOf(found).StopAsync(found, timeout, life));
    }

    public void Release(RuntimeTask task) => WorkLast(task, async (node, life) =>
    {
        try
        {
            await node.Cleanup.RemoveAsync(task, life);
        }
        finally
        {
            node.Networks.Release(task);
            // What Docker cannot remove now is removed at the next start; the task has nothing more to wait for.
            _observations.Observe(task.Scope, new TaskReleased(task.Task.Id));
        }
    });

    public void Forget(RuntimeTask task)
    {
        foreach (var container in _running.Of(task))
        {
            container.TryEnd();
            _running.Remove(container);
            _work.Run(task, life => container.Host.RemoveAsync(container.Id, life));
        }
        WorkLast(task, async (node, life) =>
        {
            await node.Cleanup.RemoveAsync(task, life);
            node.Networks.Release(task);
        });
    }

    public async Task AdoptAsync(IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation)
    {
        foreach (var task in tasks) NodeOf(task)?.Networks.Keep(task);
        var adoption = new Adoption(_running, Tell, Follow, [.. tasks.Where(task => NodeOf(task) is null)]);
        foreach (var node in Nodes) await adoption.AdoptAsync(node, [.. tasks.Where(task => NodeOf(task) == node)], cancellation);
        foreach (var node in Nodes) node.Host.Cgroups.Groups?.KeepOnly(tasks.Select(task => task.Task.Id));
    }

    public async Task ResetAsync()
    {
        await _work.RestartAsync();
        _running.Clear();
        foreach (var node in Nodes)
        {
            await node.Cleanup.RemoveEverythingAsync(CancellationToken.None);
            node.Networks.ReleaseAll();
            await node.Host.PrepareNetworkAsync(CancellationToken.None);
        }
    }

    public bool Kill(AccountRegion scope, string taskId, string container, int exitCode, string? reason)
    {
        if (!_running.TryFind(scope, taskId, container, out var found)) return false;
        found.Reason = reason;
        _work.Run(found.Container.Task, life => NodeOf(found).KillAsync(found, life));
        return true;
    }

    public bool SetHealth(AccountRegion scope, string taskId, string container, ContainerHealth health)
    {
        if (!_running.TryFind(scope, taskId, container, out var found)) return false;
        Tell(found.Container, new ContainerHealthChanged(taskId, container, health));
        return true;
    }

    public Task<IExecSession> ExecAsync(RuntimeContainer container, ExecCommand command, CancellationToken cancellation) =>
        _running.TryFind(container.Task.Scope, container.Task.Task.Id, container.State.Name, out var found)
            ? DockerExecSession.StartAsync(found, command, _time, cancellation)
            : throw new ExecException($"Container {container.State.Name} does not run.");

    public ContainerUsage? UsageOf(AccountRegion scope, string taskId, string container) =>
        _running.TryFind(scope, taskId, container, out var found) ? found.Usage : null;

    /// <summary>An engine that keeps nothing takes its containers along; those of a data folder go on, and are taken over by the next engine on it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _watching;
        await _work.DisposeAsync();
        foreach (var node in Nodes)
        {
            await TidyUpAsync(node);
            node.Networks.Dispose();
            node.Host.Dispose();
        }
        _life.Dispose();
    }

    /// <summary>As far as Docker answers in time: what stays is removed by the next engine that finds it.</summary>
    private async Task TidyUpAsync(Node node)
    {
        using var patience = new CancellationTokenSource(LongestFarewell, _time);
        try
        {
            if (_identity.Process is not null) await node.Cleanup.RemoveEverythingAsync(patience.Token);
            // Docker has room for some thirty networks; one that no task uses is made again when it is needed.
            else if (node.Networks.AreUnused) await node.Cleanup.RemoveUnusedNetworkAsync(patience.Token);
            node.Host.Cgroups.Groups?.RemoveUnused();
        }
        catch (Exception error) when (error is OperationCanceledException or DockerApiException)
        {
            // The next engine here finds it.
        }
    }

    private async Task UntilEndAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_life.Token);
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    /// <summary>Part of the task's work: its containers are removed after everything they printed is read.</summary>
    private void Follow(DockerContainer container) => _work.Run(container.Container.Task, life => _tail.FollowAsync(container, life));

    /// <summary>Containers whose network is gone with its pause container cannot go on: the agent counts that one as essential.</summary>
    private void EndWithPause(string taskId)
    {
        foreach (var container in _running.All.Where(each => each.Container.Task.Task.Id == taskId))
            _work.Run(container.Container.Task, life => NodeOf(container).KillAsync(container, life));
    }

    /// <summary>Several names may stand for one Docker Engine, whose containers belong to all of them.</summary>
    private void Merge()
    {
        foreach (var name in _nodes.Keys.ToList())
        {
            var node = _nodes[name];
            var first = _nodes.Values.First(other => other.Host.IsSameAs(node.Host));
            if (first == node) continue;
            _nodes[name] = first;
            node.Host.Dispose();
        }
    }

    /// <summary>What is asked of a Docker Engine that this workbook was not told of waits until it is: nobody is there to answer.</summary>
    private void Work(RuntimeTask task, Func<Node, CancellationToken, Task> work)
    {
        if (NodeOf(task) is { } node) _work.Run(task, life => work(node, life));
    }

    private void WorkLast(RuntimeTask task, Func<Node, CancellationToken, Task> work)
    {
        if (NodeOf(task) is { } node) _work.RunLast(task, life => work(node, life));
    }

    private Node? NodeOf(RuntimeTask task) => task.Instance is { } instance ? NodeOf(instance) : _nodes[Here];

    private Node? NodeOf(Instance instance) => InstanceRegistration.NameOf(instance) is { } name ? _nodes.GetValueOrDefault(name) : _nodes[Here];

    private Node NodeOf(DockerContainer container) => Nodes.First(node => node.Host == container.Host);

    private void Tell(RuntimeContainer container, Observation observation) => _observations.Observe(container.Task.Scope, observation);
}
