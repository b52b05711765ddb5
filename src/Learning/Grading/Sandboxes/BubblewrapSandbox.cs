using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Workbook.Learning.Notebooks;

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

    private readonly string _bwrap;

    private BubblewrapSandbox(string bwrap) => _bwrap = bwrap;

    public string Name => "bubblewrap";

    public string? Warning => null;

    private static bool IsRoot => geteuid() == 0;

    /// <summary>The sandbox where it works; else why it does not.</summary>
    public static async Task<(BubblewrapSandbox? Sandbox, string Why)> TryCreateAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return (null, "Bubblewrap is for Linux.");
        if (Programs.Find("bwrap") is not { } bwrap || Programs.Find("prlimit") is null || Programs.Find("setpriv") is null)
            return (null, "Install bubblewrap (apt-get install bubblewrap) or start a Docker Engine, and they run in a sandbox.");
        var sandbox = new BubblewrapSandbox(bwrap);
        var command = sandbox.Command([], ["/usr/bin/env", "true"], new(), slot: 0);
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        var said = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? (sandbox, "") : (null, $"Bubblewrap is there and does not work: {said.Trim()}");
    }

    public async Task<SandboxedEnd> RunAsync(SandboxedProgram program, SandboxLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        using var slot = Slots.Take();
        await using var engine = SocketForwarder.Start(program.EngineSocket, program.Endpoint);
        var command = Command(
            [
                "--ro-bind", Path.GetDirectoryName(DotnetHost.Path)!, "/dotnet",
                "--ro-bind", Path.GetDirectoryName(program.Host)!, "/app",
                "--ro-bind", Path.GetDirectoryName(program.Assembly)!, "/submission",
                "--ro-bind", program.Folder, "/sockets",
            ],
            ["/dotnet/dotnet", "/app/" + Path.GetFileName(program.Host), "/submission/" + Path.GetFileName(program.Assembly)],
            limits, slot.Number);
        SubmissionEnvironment.Set(command.Environment, "/work", Endpoint, "/sockets/" + SandboxedNames.ChecksSocket, "/sockets/" + SandboxedNames.EngineSocket);
        return await SandboxedProcess.RunAsync(command, EndAsync, limits, time, cancellation);
    }

    // With bubblewrap goes the first process of the namespace, and with that all others in it; the kernel sees to it.
    private static Task EndAsync(Process bwrap)
    {
        bwrap.Kill();
        return Task.CompletedTask;
    }

    private ProcessStartInfo Command(IEnumerable<string> binds, IEnumerable<string> program, SandboxLimits limits, int slot)
    {
        var size = Text(limits.Files);
        string[] arguments =
        [
            .. IsRoot ? [] : new[] { "--unshare-user" }, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "sandbox", .. IsRoot ? AsRoot : AsAnybody,
            "--ro-bind", SystemFolders.Programs, SystemFolders.Programs, .. Beside(), "--ro-bind-try", SystemFolders.LibraryCache, SystemFolders.LibraryCache,
            .. binds,
            "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--size", size, "--perms", "1777", "--tmpfs", "/dev/shm",
            "--size", size, "--perms", "1777", "--tmpfs", "/tmp", "--size", size, "--perms", "1777", "--tmpfs", "/work", "--chdir", "/work", "--remount-ro", "/",
            "--", .. IsRoot ? AsUser(FirstUser + (Environment.ProcessId % 10_000 * 16) + slot) : [],
            "/usr/bin/prlimit", "--fsize=" + Text(limits.FileSize), "--nofile=" + Text(limits.OpenFiles), "--nproc=" + Text(Processes(limits)), "--cpu=" + Text((long)limits.Time.TotalSeconds * 4), "--core=0",
            "--", .. program,
        ];
        return new(_bwrap, arguments) { WorkingDirectory = "/" };
    }

    private static string[] AsRoot => ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"];

    private static string[] AsAnybody => ["--uid", "65534", "--gid", "65534"];

    private static string[] AsUser(int id) =>
    [
        "/usr/bin/setpriv", "--reuid", Text(id), "--regid", Text(id), "--clear-groups", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs",
    ];

    /// <summary>Older kernels count all processes of the user who started bubblewrap, wherever they are.</summary>
    private static long Processes(SandboxLimits limits) => IsRoot ? limits.Processes : limits.Processes + LinuxProcess.ThreadsOfUser(geteuid());

    private static IEnumerable<string> Beside() => SystemFolders.All()
        .SelectMany<(string Path, string? Link), string>(folder => folder.Link is { } target ? ["--symlink", target, folder.Path] : ["--ro-bind", folder.Path, folder.Path]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc")]
    private static extern uint geteuid();
}
