using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker.Hosts;
using Workbook.Engine.State;
using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Engine.Runtimes.Docker.Instances;

/// <summary>
/// The ECS agents of the Docker Engines that are container instances: they register, and are connected as long as their
/// Docker Engine answers.
/// </summary>
internal sealed class InstanceAgents(DockerRuntime runtime, DockerOptions options, StateStore store, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A Docker Engine with much to do answers late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _life = new();
    private Task _following = Task.CompletedTask;

    /// <summary>Registers all of them and follows them from then on.</summary>
    /// <exception cref="IOException">One cannot be registered; the message says why.</exception>
    public async Task StartAsync()
    {
        await RegisterAsync();
        _following = Task.WhenAll(options.Instances.GroupBy(instance => runtime.HostOf(instance.Name)).Select(group => FollowAsync(group.Key, [.. group])));
    }

    /// <summary>
    /// Registers each, or connects again the one that is known by its name. One whose Docker Engine this workbook was not
    /// told of any more is a machine whose agent is silent: it keeps its tasks, gets no new ones and waits to be connected or
    /// deregistered.
    /// </summary>
    /// <exception cref="IOException">One cannot be registered; the message says why.</exception>
    public async Task RegisterAsync()
    {
        foreach (var instance in options.Instances)
        {
            try
            {
                await store.UpdateAsync(options.Scope, (world, now) =>
                    (InstanceRegistration.Register(world, instance, runtime.HostOf(instance.Name).Machine, runtime.Identity.Id, ResourceIds.Random.NewId(), now), true));
            }
            catch (ApiException error)
            {
                throw new IOException($"Container instance {instance.Name} cannot be registered: {error.Message}", error);
            }
        }
        foreach (var scope in store.Scopes) await DisconnectStrangersAsync(scope);
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _following.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _life.Dispose();
    }

    private ValueTask<bool> DisconnectStrangersAsync(AccountRegion scope) => store.UpdateAsync(scope, (world, now) =>
    {
        var strangers = world.ContainerInstances.Values.Where(instance => InstanceRegistration.NameOf(instance) is { } name && options.Instances.All(known => known.Name != name));
        return (strangers.Aggregate(world, (next, stranger) => Reducer.Apply(next, new NoteAgent(stranger.Id, false, "The workbook was started without its Docker Engine."), now)), true);
    });

    private async Task FollowAsync(DockerHost host, DockerInstance[] instances)
    {
        var connection = new AgentConnection(answers => store.UpdateAsync(options.Scope, (world, now) => (instances.Aggregate(world, (next, instance) => Note(next, instance, answers, now)), true)).AsTask());
        // What became of its containers is told by an agent that is connected.
        host.Answered = () => connection.NoteAsync(true);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(_life.Token)) await connection.NoteAsync(await AnswersAsync(host));
    }

    private static World Note(World world, DockerInstance docker, bool isConnected, DateTimeOffset now) =>
        InstanceRegistration.Find(world, docker.Name) is { } instance
            ? Reducer.Apply(world, new NoteAgent(instance.Id, isConnected, isConnected ? "Its Docker Engine answers again." : "Its Docker Engine does not answer."), now)
            : world;

    private async Task<bool> AnswersAsync(DockerHost host)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _life.Token);
        try
        {
            await host.Client.System.PingAsync(either.Token);
            return true;
        }
        catch (Exception error) when (!_life.IsCancellationRequested && (DockerErrors.IsUnreachable(error) || error is DockerApiException or OperationCanceledException))
        {
            return false;
        }
    }
}
