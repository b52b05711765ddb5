namespace Workbook.Engine.Tests.Docker;

/// <summary>Where a daemon keeps everything.</summary>
internal sealed class DaemonFolder
{
    private const string Prefix = "workbook-dockerd-";
    private static readonly Lazy<Task> Cleaning = new(RemoveAllAbandonedAsync);

    private DaemonFolder(string path) => Path = path;

    public string Path { get; }

    public string Socket => In("docker.sock");

    public string PidFile => In("pid");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public static async Task<DaemonFolder> CreateAsync()
    {
        var folder = new DaemonFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        await File.WriteAllTextAsync(folder.In("owner"), EngineIdentity.OfThisProcess().Process);
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

    /// <summary>Puts the daemon's data on a disk of its own.</summary>
    public async Task MountDiskAsync(int mebibytes)
    {
        Directory.CreateDirectory(In("data"));
        await Programs.RunAsync("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "workbook-disk", In("data"));
    }

    public async Task RemoveAsync()
    {
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mountinfo")).Select(line => line.Split(' ')[4]).Where(mount => mount.StartsWith(Path, StringComparison.Ordinal));
        foreach (var mount in mounts.OrderByDescending(mount => mount.Length)) await Programs.TryAsync("umount", "--lazy", mount);
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
