using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Workbook.Learning.Sandboxes;

/// <summary>
/// The command line of bubblewrap (https://github.com/containers/bubblewrap) for a program that is to see the system's programs and libraries read-only, some folders besides,
/// small temporary file systems, no process but its own, and a network with nobody in it. All that it starts ends with it, and it with the thread that started it.
/// </summary>
internal sealed record BubblewrapCommand
{
    /// <summary>Where its current directory is, unless it has another.</summary>
    public const string Work = "/work";

    /// <summary>Where bubblewrap is.</summary>
    public required string Bubblewrap { get; init; }

    /// <summary>What it sees besides the system, read-only: where that is, and the path that it has within.</summary>
    public IReadOnlyList<(string From, string To)> Folders { get; init; } = [];

    /// <summary>Of each of its temporary file systems, in bytes.</summary>
    public required long TemporarySize { get; init; }

    /// <summary>The current directory within.</summary>
    public string WorkingDirectory { get; init; } = Work;

    /// <summary>Whom root has it run as: somebody who owns nothing. Null where it is not root who starts it: then it is nobody, in a user namespace.</summary>
    public int? User { get; init; }

    /// <summary>Of one file, in bytes; null for no limit beside <see cref="TemporarySize"/>.</summary>
    public long? FileSize { get; init; }

    /// <summary>Whether it may listen on ports below 1024 of its network where root starts it: then load balancers of its engine may, too.</summary>
    public bool ListensOnLowPorts { get; init; }

    /// <summary>Open files and sockets of one process.</summary>
    public required int OpenFiles { get; init; }

    /// <summary>Processes and threads of its user.</summary>
    public required int Processes { get; init; }

    /// <summary>Of the processor, for each process; null for no limit.</summary>
    public TimeSpan? ProcessorTime { get; init; }

    /// <summary>The program by its path within, and its arguments.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>Whether whoever starts it is root.</summary>
    public static bool IsRoot => geteuid() == 0;

    /// <summary>Why bubblewrap cannot be had here and what to do, or where it is.</summary>
    public static (string? Path, string Why) Find()
    {
        if (!OperatingSystem.IsLinux()) return (null, "Bubblewrap is for Linux.");
        return Programs.Find("bwrap") is { } path && Programs.Find("prlimit") is not null && Programs.Find("setpriv") is not null
            ? (path, "")
            : (null, "Install bubblewrap (apt-get install bubblewrap)");
    }

    /// <summary>What is to be started, with this process's environment.</summary>
    public ProcessStartInfo ToStartInfo() => new(Bubblewrap, Arguments()) { WorkingDirectory = "/" };

    /// <summary>Tries it out: null where it ends well, else what it said.</summary>
    public async Task<string?> TryAsync(CancellationToken cancellation)
    {
        var command = ToStartInfo();
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        var said = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? null : said.Trim();
    }

    private IEnumerable<string> Arguments() =>
    [
        .. User is null ? new[] { "--unshare-user" } : [],
        "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "sandbox",
        .. User is null ? AsAnybody : AsRoot, .. ListensOnLowPorts && User is not null ? new[] { "--cap-add", "CAP_NET_BIND_SERVICE" } : [],
        "--ro-bind", SystemFolders.Programs, SystemFolders.Programs, .. Beside(), "--perms", "0755", "--dir", "/etc", "--ro-bind-try", SystemFolders.LibraryCache, SystemFolders.LibraryCache,
        "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev",
        .. Temporary("/dev/shm"), .. Temporary("/tmp"), .. Temporary(Work),
        // After the temporary file systems, for they may lie in one; and a folder before what lies in it. Folders on the way there would be closed to the program's user.
        .. Folders.SelectMany(folder => Above(folder.To)).Distinct().Order(StringComparer.Ordinal).SelectMany(folder => new[] { "--perms", "0755", "--dir", folder }),
        .. Folders.OrderBy(folder => folder.To, StringComparer.Ordinal).SelectMany(folder => new[] { "--ro-bind", folder.From, folder.To }),
        "--chdir", WorkingDirectory, "--remount-ro", "/",
        "--", .. User is { } user ? AsUser(user) : [],
        "/usr/bin/prlimit", .. Limits(), "--", .. Program,
    ];

    private static IEnumerable<string> Above(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not (null or "/" or "/etc" or "/tmp" or Work); folder = Path.GetDirectoryName(folder)) yield return folder;
    }

    private IEnumerable<string> Temporary(string path) => ["--size", Text(TemporarySize), "--perms", "1777", "--tmpfs", path];

    private IEnumerable<string> Limits()
    {
        if (FileSize is { } size) yield return "--fsize=" + Text(size);
        yield return "--nofile=" + Text(OpenFiles);
        // Older kernels count all processes of the user who started bubblewrap, wherever they are.
        yield return "--nproc=" + Text(User is null ? Processes + LinuxProcess.ThreadsOfUser(geteuid()) : Processes);
        if (ProcessorTime is { } time) yield return "--cpu=" + Text((long)time.TotalSeconds);
        yield return "--core=0";
    }

    private static string[] AsRoot => ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"];

    private static string[] AsAnybody => ["--uid", "65534", "--gid", "65534"];

    private string[] AsUser(int id) =>
    [
        "/usr/bin/setpriv", "--reuid", Text(id), "--regid", Text(id), "--clear-groups", "--no-new-privs",
        .. ListensOnLowPorts ? new[] { "--bounding-set=-all,+net_bind_service", "--inh-caps=-all,+net_bind_service", "--ambient-caps=+net_bind_service" } : ["--bounding-set=-all", "--inh-caps=-all"],
    ];

    private static IEnumerable<string> Beside() => SystemFolders.All()
        .SelectMany<(string Path, string? Link), string>(folder => folder.Link is { } target ? ["--symlink", target, folder.Path] : ["--ro-bind", folder.Path, folder.Path]);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc")]
    private static extern uint geteuid();
}
