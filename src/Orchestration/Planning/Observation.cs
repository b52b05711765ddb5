using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Planning;

/// <summary>Something that happened where tasks run. Late and repeated ones are harmless: the <see cref="Reducer"/> drops what no longer fits.</summary>
public abstract record Observation;

/// <summary>Something that happened to a task.</summary>
public abstract record TaskObservation(string TaskId) : Observation;

/// <summary>The task's network is there.</summary>
public sealed record TaskProvisioned(string TaskId, string NetworkInterfaceId, string MacAddress, string PrivateIpv4Address) : TaskObservation(TaskId);

/// <summary>The task's network could not be made.</summary>
/// <param name="Error">In ECS's wording, such as <c>ResourceInitializationError: …</c>.</param>
public sealed record TaskNotProvisioned(string TaskId, string Error) : TaskObservation(TaskId);

/// <summary>What the task had besides containers is given back.</summary>
public sealed record TaskReleased(string TaskId) : TaskObservation(TaskId);

/// <summary>The image is there.</summary>
/// <param name="Digest">Such as <c>sha256:…</c>; null when the runtime does not know it.</param>
public sealed record ImagePulled(string TaskId, string Container, string? Digest) : TaskObservation(TaskId);

/// <summary>The container's process runs.</summary>
public sealed record ContainerStarted(string TaskId, string Container, string RuntimeId, ValueList<NetworkBinding> NetworkBindings) : TaskObservation(TaskId);

/// <summary>The image could not be pulled, or the container not be created or started.</summary>
/// <param name="Error">In ECS's wording, such as <c>CannotPullContainerError: …</c>.</param>
public sealed record ContainerNotStarted(string TaskId, string Container, string Error) : TaskObservation(TaskId);

/// <summary>The container's process has ended.</summary>
/// <param name="Reason">Null for an ordinary exit, else such as <c>OutOfMemoryError: Container killed due to memory usage</c>.</param>
public sealed record ContainerExited(string TaskId, string Container, int ExitCode, string? Reason) : TaskObservation(TaskId);

/// <summary>The container's health check changed its mind.</summary>
public sealed record ContainerHealthChanged(string TaskId, string Container, ContainerHealth Health) : TaskObservation(TaskId);

/// <summary>
/// The engine started again: what was asked of the runtime and not answered has to be asked again. The runtime then tells
/// which containers it still has.
/// </summary>
public sealed record EngineRestarted(string TaskId) : TaskObservation(TaskId);

/// <summary>A lifecycle hook's Lambda function has answered.</summary>
/// <param name="ServiceKey">The service whose deployment waits for it.</param>
/// <param name="Status">SUCCEEDED, FAILED or IN_PROGRESS.</param>
/// <param name="CallBackDelay">After IN_PROGRESS: when to ask again.</param>
public sealed record HookAnswered(string ServiceKey, string HookId, string Status, TimeSpan CallBackDelay) : Observation;

/// <summary>The engine started again: hooks whose answer was awaited have to be called again.</summary>
public sealed record HooksUnanswered(string ServiceKey) : Observation;
