using System.Globalization;
using Workbook.Engine.Runtimes.Docker.Spec;

namespace Workbook.Engine.Runtimes.Docker.Cgroups;

/// <summary>
/// The control groups of this machine's kernel, as folders (cgroups(7)): one hierarchy of version 2, or several of version 1 with the same groups in
/// each. Groups are named by their path from the root, without a slash before it.
/// </summary>
internal sealed class CgroupTree
{
    private readonly IReadOnlyList<string> _roots;
    private readonly string? _memory;
    private readonly string? _cpu;
    private readonly string? _unified;

    private CgroupTree(IReadOnlyList<Mount> mounts)
    {
        _roots = [.. mounts.Select(mount => mount.Path).Distinct()];
        _memory = mounts.FirstOrDefault(mount => mount.Has("memory"))?.Path;
        _cpu = mounts.FirstOrDefault(mount => mount.Has("cpu"))?.Path;
        // Beside hierarchies of version 1 it has no controllers.
        if (_memory is null && _cpu is null) _unified = mounts.FirstOrDefault(mount => mount.IsUnified)?.Path;
    }

    /// <summary>True when memory and processor time can be limited in it.</summary>
    public bool IsUsable => _unified is not null || (_memory is not null && _cpu is not null);

    /// <summary>Those that this process sees; none where it sees none.</summary>
    public static CgroupTree OfThisMachine()
    {
        const string mounts = "/proc/self/mountinfo";
        return Read(File.Exists(mounts) ? File.ReadAllLines(mounts) : []);
    }

    /// <param name="mountInfo">Lines of /proc/self/mountinfo; only hierarchies that are seen from their root count.</param>
    public static CgroupTree Read(IEnumerable<string> mountInfo) => new([.. mountInfo.Select(Mount.Parse).OfType<Mount>()]);

    /// <summary>Makes a group, with those above it, and sets its limits; also again for one that is there.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not.</exception>
    public void Make(string group, TaskLimits limits)
    {
        if (_unified is not null)
        {
            MakeUnified(_unified, group, limits);
            return;
        }
        var (memory, cpu) = (Path.Combine(_memory!, group), Path.Combine(_cpu!, group));
        Directory.CreateDirectory(memory);
        Directory.CreateDirectory(cpu);
        WriteWhereKnown(memory, "memory.use_hierarchy", 1);
        if (limits.Memory is { } bytes)
        {
            Write(memory, "memory.limit_in_bytes", bytes);
            WriteWhereKnown(memory, "memory.memsw.limit_in_bytes", bytes + limits.Swap);
        }
        if (limits.Quota is { } quota)
        {
            Write(cpu, "cpu.cfs_period_us", Limits.Period);
            Write(cpu, "cpu.cfs_quota_us", quota);
        }
        else
        {
            Write(cpu, "cpu.shares", limits.Shares);
        }
    }

    public bool Exists(string group) => _roots.Any(root => Directory.Exists(Path.Combine(root, group)));

    /// <summary>The names of the groups in a group; of the roots with an empty name.</summary>
    public IReadOnlySet<string> Children(string group) =>
        _roots.Select(root => Path.Combine(root, group)).Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(path => Path.GetFileName(path)).ToHashSet();

    /// <summary>Removes a group with all groups in it, except where processes are left.</summary>
    /// <returns>True when it is gone.</returns>
    public bool Remove(string group)
    {
        foreach (var root in _roots) RemoveFolder(Path.Combine(root, group));
        return !Exists(group);
    }

    /// <summary>Removes a group that no groups are in.</summary>
    public void RemoveIfEmpty(string group)
    {
        if (Children(group).Count == 0) Remove(group);
    }

    private static void MakeUnified(string root, string group, TaskLimits limits)
    {
        var path = root;
        foreach (var part in group.Split('/'))
        {
            Write(path, "cgroup.subtree_control", "+cpu +memory");
            path = Path.Combine(path, part);
            Directory.CreateDirectory(path);
        }
        if (limits.Memory is { } bytes)
        {
            Write(path, "memory.max", bytes);
            WriteWhereKnown(path, "memory.swap.max", limits.Swap);
        }
        if (limits.Quota is { } quota) Write(path, "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {Limits.Period}"));
        // As runc translates shares of 2 to 262144 into weights of 1 to 10000: 1024 → 39
        else Write(path, "cpu.weight", 1 + ((limits.Shares - 2) * 9999 / 262142));
    }

    private static void RemoveFolder(string path)
    {
        if (!Directory.Exists(path)) return;
        try
        {
            foreach (var child in Directory.GetDirectories(path)) RemoveFolder(child);
            Directory.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Processes are in it, or somebody else has removed it.
        }
    }

    private static void WriteWhereKnown(string folder, string file, long value)
    {
        if (File.Exists(Path.Combine(folder, file))) Write(folder, file, value);
    }

    private static void Write(string folder, string file, long value) => Write(folder, file, value.ToString(CultureInfo.InvariantCulture));

    private static void Write(string folder, string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);

    /// <param name="Options">Of version 1, its controllers are among them.</param>
    private sealed record Mount(string Path, bool IsUnified, string[] Options)
    {
        public bool Has(string controller) => !IsUnified && Options.Contains(controller);

        /// <summary>Null for a line that tells of something else.</summary>
        public static Mount? Parse(string line)
        {
            // 35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
            var parts = line.Split(' ');
            return Array.IndexOf(parts, "-") is var at and > 0 && parts.Length > at + 3 && parts[at + 1] is "cgroup" or "cgroup2" && parts[3] == "/"
                ? new(parts[4], parts[at + 1] == "cgroup2", parts[at + 3].Split(','))
                : null;
        }
    }
}
