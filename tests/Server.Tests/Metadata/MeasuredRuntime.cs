using Workbook.Engine.Runtimes;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Tests.Metadata;

/// <summary>A runtime that is only asked what containers use.</summary>
internal sealed class MeasuredRuntime : ITaskRuntime
{
    /// <summary>By task and container; what is not in here was not measured.</summary>
    public Dictionary<(string TaskId, string Container), ContainerUsage> Usages { get; } = [];

    public ContainerUsage? UsageOf(AccountRegion scope, string taskId, string container) => Usages.GetValueOrDefault((taskId, container));

    public Exception? Failure => null;

    public void Connect(IObservations observations) => throw new NotSupportedException();

    public Task<IReadOnlyList<AgentAddress>> PrepareAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public void Provision(RuntimeTask task) => throw new NotSupportedException();

    public void Pull(RuntimeContainer container) => throw new NotSupportedException();

    public void Start(RuntimeContainer container) => throw new NotSupportedException();

    public void Stop(RuntimeContainer container, TimeSpan timeout) => throw new NotSupportedException();

    public void Release(RuntimeTask task) => throw new NotSupportedException();

    public void Forget(RuntimeTask task) => throw new NotSupportedException();

    public Task AdoptAsync(IReadOnlyList<RuntimeTask> tasks, CancellationToken cancellation) => throw new NotSupportedException();

    public Task ResetAsync() => throw new NotSupportedException();

    public bool Kill(AccountRegion scope, string taskId, string container, int exitCode, string? reason) => throw new NotSupportedException();

    public bool SetHealth(AccountRegion scope, string taskId, string container, ContainerHealth health) => throw new NotSupportedException();

    public Task<IExecSession> ExecAsync(RuntimeContainer container, ExecCommand command, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
