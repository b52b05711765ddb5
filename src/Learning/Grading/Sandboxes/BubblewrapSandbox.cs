using System.Diagnostics;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// Bubblewrap (https://github.com/containers/bubblewrap): namespaces of the submission's own. It sees the system's programs and libraries read-only, a small
/// temporary file system, no process but its own, and a network with nobody in it; the engine is a socket. Root gives it a user that owns
/// nothing; any other user is nobody within.
/// </summary>
public sealed class BubblewrapSandbox : ISandbox
{
    private const string Endpoint = "http://127.0.0.1:4566/";
    private const int FirstUser = 200_000;

    // Each run that goes on at the same time has a user of its own, for the kernel counts processes by user.
    private static readonly SlotPool Slots = new();

    private readonly string _bubblewrap;

    private BubblewrapSandbox(string bubblewrap) => _bubblewrap = bubblewrap;

    public string Name => "bubblewrap";

    public string? Warning => null;

    /// <summary>The sandbox where it works; else why it does not.</summary>
    public static async Task<(BubblewrapSandbox? Sandbox, string Why)> TryCreateAsync(CancellationToken cancellation)
    {
        var (bubblewrap, why) = BubblewrapCommand.Find();
        if (bubblewrap is null) return (null, OperatingSystem.IsLinux() ? why + " or start a Docker Engine, and they run in a sandbox." : why);
        var sandbox = new BubblewrapSandbox(bubblewrap);
        return await sandbox.Command([], ["/usr/bin/env", "true"], new(), slot: 0).TryAsync(cancellation) is { } said
            ? (null, $"Bubblewrap is there and does not work: {said}")
            : (sandbox, "");
    }

    public async Task<SandboxedEnd> RunAsync(SandboxedProgram program, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        using var slot = Slots.Take();
        await using var engine = SocketForwarder.Start(program.EngineSocket, program.Endpoint, limits.OpenFiles, () => { });
        var command = Command(
            [
                (Path.GetDirectoryName(DotnetHost.Path)!, "/dotnet"),
                (Path.GetDirectoryName(program.Host)!, "/app"),
                (Path.GetDirectoryName(program.Assembly)!, "/submission"),
                (program.Folder, "/sockets"),
            ],
            ["/dotnet/dotnet", "/app/" + Path.GetFileName(program.Host), "/submission/" + Path.GetFileName(program.Assembly)],
            limits, slot.Number).ToStartInfo();
        SubmissionEnvironment.Set(command.Environment, BubblewrapCommand.Work, Endpoint, "/sockets/" + SandboxedNames.ChecksSocket, "/sockets/" + SandboxedNames.EngineSocket);
        return await SandboxedProcess.RunAsync(command, EndAsync, limits, time, cancellation);
    }

    // With bubblewrap goes the first process of the namespace, and with that all others in it; the kernel sees to it.
    private static Task EndAsync(Process bubblewrap)
    {
        bubblewrap.Kill();
        return Task.CompletedTask;
    }

    private BubblewrapCommand Command(IReadOnlyList<(string, string)> folders, IReadOnlyList<string> program, SandboxLimits limits, int slot) => new()
    {
        Bubblewrap = _bubblewrap,
        Folders = folders,
        TemporarySize = limits.Files,
        User = BubblewrapCommand.IsRoot ? FirstUser + (Environment.ProcessId % 10_000 * 16) + slot : null,
        FileSize = limits.FileSize,
        OpenFiles = limits.OpenFiles,
        Processes = limits.Processes,
        ProcessorTime = limits.Time * 4,
        Program = program,
    };
}
