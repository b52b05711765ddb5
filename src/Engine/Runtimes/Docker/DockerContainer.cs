using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker;

/// <summary>A container that this engine started, or took over, and that has not ended as far as it knows.</summary>
internal sealed class DockerContainer(RuntimeContainer container, DockerHost host, string id)
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ranOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasEnded;

    public RuntimeContainer Container { get; } = container;

    public DockerHost Host { get; } = host;

    public string Id { get; } = id;

    /// <summary>Completed once its start was told: its end is told after that.</summary>
    public Task StartTold => _told.Task;

    /// <summary>Completed once Docker said that the kernel killed one of its processes for using too much memory.</summary>
    public Task RanOutOfMemory => _ranOut.Task;

    /// <summary>True once this engine ends it.</summary>
    public bool IsBeingEnded { get; set; }

    /// <summary>What is told of its end instead of what Docker says: who ended it knows better.</summary>
    public string? Reason { get; set; }

    /// <summary>What it used when it was last measured.</summary>
    public ContainerUsage? Usage { get; set; }

    public void NoteStartTold() => _told.TrySetResult();

    public void NoteOutOfMemory() => _ranOut.TrySetResult();

    /// <summary>False when its end was told already.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _hasEnded, 1) == 0;
}
