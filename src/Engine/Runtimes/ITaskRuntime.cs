using Workbook.Orchestration;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes;

/// <summary>A task as a runtime needs to know it.</summary>
/// <param name="Definition">Its task definition.</param>
public sealed record RuntimeTask(AccountRegion Scope, EcsTask Task, TaskDefinition Definition);

/// <summary>A container as a runtime needs to know it.</summary>
/// <param name="Definition">The container definition with the task's overrides in it.</param>
public sealed record RuntimeContainer(RuntimeTask Task, EcsContainer State, ContainerDefinition Definition);

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
    /// <summary>Called once, before anything else.</summary>
    void Connect(IObservations observations);

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

    /// <summary>What the task ran on is gone, and with it whatever the runtime has of the task. Not answered.</summary>
    void Forget(RuntimeTask task);

    /// <summary>
    /// After a restart: takes over what still runs for these tasks, tells what has ended meanwhile, and removes what
    /// belongs to no task.
    /// </summary>
    Task AdoptAsync(IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation);

    /// <summary>Removes all containers and networks of this engine.</summary>
    Task ResetAsync();
}
