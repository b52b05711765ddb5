using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Planning;

/// <summary>Something that happened where tasks run. Late and repeated ones are harmless: the <see cref="Reducer"/> drops what no longer fits.</summary>
public abstract record Observation(string TaskId);

/// <summary>The task's network is there.</summary>
public sealed record TaskProvisioned(string TaskId, string NetworkInterfaceId, string MacAddress, string PrivateIpv4Address) : Observation(TaskId);

/// <summary>The task's network could not be made.</summary>
/// <param name="Error">In ECS's wording, such as <c>ResourceInitializationError: …</c>.</param>
public sealed record TaskNotProvisioned(string TaskId, string Error) : Observation(TaskId);

/// <summary>What the task had besides containers is given back.</summary>
public sealed record TaskReleased(string TaskId) : Observation(TaskId);

/// <summary>The image is there.</summary>
/// <param name="Digest">Such as <c>sha256:…</c>; null when the runtime does not know it.</param>
public sealed record ImagePulled(string TaskId, string Container, string? Digest) : Observation(TaskId);

/// <summary>The container's process runs.</summary>
public sealed record ContainerStarted(string TaskId, string Container, string RuntimeId, ValueList<NetworkBinding> NetworkBindings) : Observation(TaskId);

/// <summary>The image could not be pulled, or the container not be created or started.</summary>
/// <param name="Error">In ECS's wording, such as <c>CannotPullContainerError: …</c>.</param>
public sealed record ContainerNotStarted(string TaskId, string Container, string Error) : Observation(TaskId);

/// <summary>The container's process has ended.</summary>
/// <param name="Reason">Null for an ordinary exit, else such as <c>OutOfMemoryError: Container killed due to memory usage</c>.</param>
public sealed record ContainerExited(string TaskId, string Container, int ExitCode, string? Reason) : Observation(TaskId);

/// <summary>The container's health check changed its mind.</summary>
public sealed record ContainerHealthChanged(string TaskId, string Container, ContainerHealth Health) : Observation(TaskId);

/// <summary>
/// The engine started again: what was asked of the runtime and not answered has to be asked again. The runtime then tells
/// which containers it still has.
/// </summary>
public sealed record EngineRestarted(string TaskId) : Observation(TaskId);
