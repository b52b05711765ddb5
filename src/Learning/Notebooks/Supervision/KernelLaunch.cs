using System.Reflection;

namespace Workbook.Learning.Notebooks;

/// <summary>How to start a kernel's process, and what it is to offer.</summary>
public sealed record KernelLaunch
{
    /// <summary>The executable that calls <see cref="KernelHost.RunAsync(IReadOnlyList{string})"/> with what it is given after <see cref="Arguments"/>.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The current directory of cells; null: this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set, or with null to remove, on top of this process's own.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public KernelOptions Options { get; init; } = new();

    /// <summary>What its process runs in; null: nothing, it is a process like any other of this user. AWS_ENDPOINT_URL of <see cref="Environment"/> is what it reaches.</summary>
    public IKernelSandbox? Sandbox { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long an interrupted cell may take to stop before its process is killed.</summary>
    public TimeSpan InterruptGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the process may take to start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The running executable again, with <see cref="KernelHost.Command"/> as its first argument.</summary>
    public static KernelLaunch Self()
    {
        var executable = System.Environment.ProcessPath
            ?? throw new InvalidOperationException("The path of the running executable is unknown, so it cannot be started again.");
        // `dotnet Some.dll` is the runtime's own launcher: it needs the assembly as an argument.
        return string.Equals(Path.GetFileNameWithoutExtension(executable), "dotnet", StringComparison.OrdinalIgnoreCase)
            ? new KernelLaunch { FileName = executable, Arguments = [Assembly.GetEntryAssembly()!.Location, KernelHost.Command] }
            : new KernelLaunch { FileName = executable, Arguments = [KernelHost.Command] };
    }
}

/// <summary>A kernel's process could not be started; the message says why.</summary>
public sealed class KernelStartException : Exception
{
    public KernelStartException(string message) : base(message) { }

    public KernelStartException(string message, Exception inner) : base(message, inner) { }
}
