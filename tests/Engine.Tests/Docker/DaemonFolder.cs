using System.Globalization;

namespace Workbook.Engine.Tests.Docker;

/// <summary>What a daemon has of this machine: a folder and a bridge.</summary>
internal sealed class DaemonFolder
{
    private const string Prefix = "workbook-dockerd-";
    private static int _count;

    private static readonly Lazy<Task> Cleaning = new(RemoveAllAbandonedAsync);

    private DaemonFolder(string path) => Path = path;

    public string Path { get; }

    public string Socket => In("docker.sock");

    public string PidFile => In("pid");

    /// <summary>Interfaces have names of at most 15 characters: <c>wb</c>, a process of up to 7 digits, a number.</summary>
    public string Bridge => File.ReadAllText(In("bridge"));

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public static async Task<DaemonFolder> CreateAsync()
    {
        var number = Interlocked.Increment(ref _count);
        var folder = new DaemonFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        await File.WriteAllTextAsync(folder.In("owner"), EngineIdentity.OfThisProcess().Process);
        await File.WriteAllTextAsync(folder.In("bridge"), string.Create(CultureInfo.InvariantCulture, $"wb{Environment.ProcessId}-{number}"));
        await Programs.RunAsync("ip", "link", "add", "name", folder.Bridge, "type", "bridge");
        await Programs.RunAsync("ip", "addr", "add", string.Create(CultureInfo.InvariantCulture, $"10.223.{(Environment.ProcessId + number) % 256}.1/24"), "dev", folder.Bridge);
        await Programs.RunAsync("ip", "link", "set", folder.Bridge, "up");
        return folder;
    }

    /// <summary>Removes what test runs left that were killed before they could tidy up.</summary>
    public static Task RemoveAbandonedAsync() => Cleaning.Value;

    /// <summary>
    /// Ends dockerd and its containerd if somebody left them, and removes their files with process numbers: a process that
    /// was killed and that nobody asked for its exit code counts as running otherwise.
    /// </summary>
    public async Task ForgetProcessesAsync()
    {
        foreach (var file in new[] { PidFile, In("exec/containerd/containerd.pid") }.Where(File.Exists))
        {
            var process = (await File.ReadAllTextAsync(file)).Trim();
            if (IsOurs(process)) await Programs.RunAsync("kill", "-KILL", process);
            File.Delete(file);
        }
    }

    public async Task RemoveAsync()
    {
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mountinfo")).Select(line => line.Split(' ')[4]).Where(mount => mount.StartsWith(Path, StringComparison.Ordinal));
        foreach (var mount in mounts.OrderByDescending(mount => mount.Length)) await Programs.TryAsync("umount", "--lazy", mount);
        if (File.Exists(In("bridge"))) await Programs.TryAsync("ip", "link", "delete", Bridge);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task RemoveAllAbandonedAsync()
    {
        foreach (var path in Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var folder = new DaemonFolder(path);
            if (!File.Exists(folder.In("owner")) || !EngineIdentity.HasEnded(await File.ReadAllTextAsync(folder.In("owner")))) continue;
            await folder.ForgetProcessesAsync();
            await folder.RemoveAsync();
        }
    }

    /// <summary>The number may be another process's by now.</summary>
    private bool IsOurs(string process)
    {
        var line = $"/proc/{process}/cmdline";
        return File.Exists(line) && File.ReadAllText(line).Contains(Path, StringComparison.Ordinal);
    }
}
