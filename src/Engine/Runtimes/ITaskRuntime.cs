using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes;

/// <summary>A task as a runtime needs to know it.</summary>
/// <param name="Definition">Its task definition.</param>
/// <param name="Instance">The container instance it was placed on; null on Fargate.</param>
public sealed record RuntimeTask(AccountRegion Scope, EcsTask Task, TaskDefinition Definition, Instance? Instance);

/// <summary>A container as a runtime needs to know it.</summary>
/// <param name="Definition">The container definition with the task's overrides in it.</param>
public sealed record RuntimeContainer(RuntimeTask Task, EcsContainer State, ContainerDefinition Definition)
{
    /// <summary>What to pull and to run: the definition's image, by its digest once that is settled.</summary>
    internal string Image => State.ImageDigest is { } digest ? $"{ImageReference.Parse(State.Image).Name}@{digest}" : State.Image;
}

/// <summary>Takes what happened where tasks run.</summary>
public interface IObservations
{
    void Observe(AccountRegion scope, Observation observation);
}

/// <summary>
/// Where tasks run. Every call returns at once; what comes of it is told as an <see cref="Observation"/>, also when it
/// fails. Asking for what is already so is harmless.
/// </summary>
public interface ITaskRuntime : IAsyncDisposable
{
    /// <summary>What first went wrong that nobody expected; null as long as all is well.</summary>
    Exception? Failure { get; }

    /// <summary>Called once, before anything else.</summary>
    void Connect(IObservations observations);

    /// <summary>Makes ready what all tasks share, such as a network.</summary>
    /// <returns>Addresses of this machine that containers reach, the best first; none when they reach no such address.</returns>
    /// <exception cref="IOException">Tasks cannot run; the message says why and what to do.</exception>
    Task<IReadOnlyList<AgentAddress>> PrepareAsync(CancellationToken cancellation);

    /// <summary>Answered by <see cref="TaskProvisioned"/> or <see cref="TaskNotProvisioned"/>.</summary>
    void Provision(RuntimeTask task);

    /// <summary>Answered by <see cref="ImagePulled"/> or <see cref="ContainerNotStarted"/>.</summary>
    void Pull(RuntimeContainer container);

    /// <summary>Answered by <see cref="ContainerStarted"/>, later <see cref="ContainerExited"/>, or by <see cref="ContainerNotStarted"/>.</summary>
    void Start(RuntimeContainer container);

    /// <summary>Sends the stop signal, and SIGKILL when the timeout is over. Answered by <see cref="ContainerExited"/>.</summary>
    void Stop(RuntimeContainer container, TimeSpan timeout);

    /// <summary>Answered by <see cref="TaskReleased"/>.</summary>
    void Release(RuntimeTask task);

    /// <summary>The task is STOPPED, or what it ran on is gone: whatever the runtime still has of it can go. Not answered.</summary>
    void Forget(RuntimeTask task);

    /// <summary>
    /// After a restart: takes over what still runs for these tasks, tells what has ended meanwhile, and removes what
    /// belongs to no task.
    /// </summary>
    Task AdoptAsync(IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation);

    /// <summary>Removes all containers and networks of this engine.</summary>
    Task ResetAsync();

    /// <summary>Ends a container's process from outside, as <c>docker kill</c> would.</summary>
    /// <param name="exitCode">What is told of it; a real process that is killed can only exit with 137.</param>
    /// <param name="reason">Such as <c>OutOfMemoryError: …</c>; null for none.</param>
    /// <returns>False when no such container runs.</returns>
    bool Kill(AccountRegion scope, string taskId, string container, int exitCode, string? reason);

    /// <summary>Makes a container's health check say something else.</summary>
    /// <returns>False when no such container runs.</returns>
    bool SetHealth(AccountRegion scope, string taskId, string container, ContainerHealth health);

    /// <summary>Starts a command inside a running container, beside its own process (ECS Exec).</summary>
    /// <exception cref="ExecException">The container does not run, or the command cannot be started; the message says why.</exception>
    Task<IExecSession> ExecAsync(RuntimeContainer container, ExecCommand command, CancellationToken cancellation);

    /// <summary>What a container used when it was last measured; null when it does not run or was not measured yet.</summary>
    ContainerUsage? UsageOf(AccountRegion scope, string taskId, string container);
}
