using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>How a simulated container behaves, from the pull of its image to its end.</summary>
public sealed record ImageScript
{
    /// <summary>A server: starts quickly and runs until it is stopped.</summary>
    public static ImageScript Server { get; } = new();

    public TimeSpan PullTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>True when there is no such image.</summary>
    public bool IsMissing { get; init; }
    public TimeSpan StartTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long its process runs by itself; null: until it is stopped.</summary>
    public TimeSpan? RunFor { get; init; }

    /// <summary>The exit code when it ends by itself.</summary>
    public int ExitCode { get; init; }

    /// <summary>True when it ends because its memory runs out; its exit code is then 137.</summary>
    public bool RunsOutOfMemory { get; init; }

    /// <summary>How long it takes from the stop signal to its end. Longer than its stop timeout: it is killed.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The exit code when it obeys the stop signal.</summary>
    public int StopExitCode { get; init; }

    /// <summary>What its health check finds, where the container definition has one.</summary>
    public ContainerHealth Health { get; init; } = ContainerHealth.Healthy;

    /// <summary>Whether somebody can connect to it while it runs.</summary>
    public bool Listens { get; init; } = true;

    public static ImageScript Job(TimeSpan runFor, int exitCode = 0) => new() { RunFor = runFor, ExitCode = exitCode, Listens = false };
}
