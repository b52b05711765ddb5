using System.Globalization;
using Docker.DotNet.Models;
using Workbook.Learning.Notebooks;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>What Docker is asked for: a container with the same surroundings as bubblewrap's, and the same limits.</summary>
internal static class DockerSandboxContainer
{
    /// <summary>The label of all of them: the second, in Unix time, after which nobody waits for it any more.</summary>
    public const string Deadline = "workbook.sandbox";

    // Nobody's, and small enough for Docker Engines that have only 65,536 users for their containers.
    private const string User = "65123:65123";
    private const long OneProcessor = 1_000_000_000;
    private const int MostProcessors = 2;

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <param name="image">See <see cref="DockerSandboxImage"/>.</param>
    /// <param name="folders">What it sees besides the system, read-only, by the path that it has there.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">All of it but what Docker adds.</param>
    /// <param name="limits">All but the time are kept by Docker.</param>
    /// <param name="now">When it starts.</param>
    public static CreateContainerParameters Of(
        string image, IReadOnlyDictionary<string, string> folders, IEnumerable<string> command, IReadOnlyDictionary<string, string?> environment, SandboxLimits limits, DateTimeOffset now)
    {
        // A grader that is killed ends nothing any more; then this does.
        var longest = limits.Time * 2;
        var files = $"size={Text(limits.Files)},mode=1777";
        return new()
        {
            Image = image,
            Cmd = ["/usr/bin/timeout", "-s", "KILL", Text((long)Math.Ceiling(longest.TotalSeconds)), .. command],
            Env = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")],
            WorkingDir = "/work",
            Hostname = "sandbox",
            User = User,
            AttachStdout = true,
            AttachStderr = true,
            Labels = new Dictionary<string, string> { [Deadline] = Text((now + longest + Slack).ToUnixTimeSeconds()) },
            HostConfig = new()
            {
                Mounts = [.. System().Select(path => Mount(path, path)), .. folders.Select(folder => Mount(folder.Value, folder.Key))],
                Tmpfs = new Dictionary<string, string> { ["/tmp"] = files, ["/work"] = files },
                ShmSize = limits.Files,
                ReadonlyRootfs = true,
                NetworkMode = "none",
                CapDrop = ["ALL"],
                // The machine's programs carry no label of containers' where SELinux is on.
                SecurityOpt = ["no-new-privileges", "label=disable"],
                Memory = limits.Memory,
                MemorySwap = limits.Memory,
                NanoCPUs = OneProcessor * Math.Min(MostProcessors, Environment.ProcessorCount),
                PidsLimit = limits.Processes,
                Ulimits = [Ulimit("fsize", limits.FileSize), Ulimit("nofile", limits.OpenFiles), Ulimit("cpu", (long)limits.Time.TotalSeconds * 4), Ulimit("core", 0)],
                LogConfig = new() { Type = "none" },
            },
        };
    }

    /// <summary>True when whoever started it must have been killed: it is the next one's to remove.</summary>
    public static bool IsLeftOver(ContainerListResponse container, DateTimeOffset now) =>
        long.TryParse(container.Labels[Deadline], NumberStyles.None, CultureInfo.InvariantCulture, out var deadline) && deadline < now.ToUnixTimeSeconds();

    /// <summary>Where the folder of .NET and others are.</summary>
    public static Dictionary<string, string> Folders(string sockets) => new() { ["/dotnet"] = Path.GetDirectoryName(DotnetHost.Path)!, ["/sockets"] = sockets };

    private static IEnumerable<string> System() =>
    [
        SystemFolders.Programs, .. SystemFolders.All().Where(folder => folder.Link is null).Select(folder => folder.Path), .. File.Exists(SystemFolders.LibraryCache) ? [SystemFolders.LibraryCache] : Array.Empty<string>(),
    ];

    private static Mount Mount(string from, string to) => new() { Type = "bind", Source = from, Target = to, ReadOnly = true };

    private static Ulimit Ulimit(string name, long most) => new() { Name = name, Soft = most, Hard = most };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
