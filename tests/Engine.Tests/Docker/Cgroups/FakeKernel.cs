using Workbook.Engine.Runtimes.Docker.Cgroups;

namespace Workbook.Engine.Tests.Docker.Cgroups;

/// <summary>A folder that looks like a kernel's control groups, as far as folders go: what is written to a group stays there as a file.</summary>
internal sealed class FakeKernel : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("workbook-cgroups-");

    private FakeKernel(params (string Folder, string FileSystem, string Options)[] mounts)
    {
        foreach (var mount in mounts) Directory.CreateDirectory(Path.Combine(_root.FullName, mount.Folder));
        Tree = CgroupTree.Read([
            "23 1 254:0 / / rw,relatime - ext4 /dev/root rw",
            .. mounts.Select(mount => $"35 31 0:32 / {Path.Combine(_root.FullName, mount.Folder)} rw,relatime shared:9 - {mount.FileSystem} {mount.FileSystem} {mount.Options}"),
        ]);
    }

    public CgroupTree Tree { get; }

    /// <summary>As many distributions had it: two controllers in one hierarchy, and a unified one without any beside.</summary>
    public static FakeKernel OfVersion1() => new(("cpu,cpuacct", "cgroup", "rw,cpu,cpuacct"), ("memory", "cgroup", "rw,memory"), ("pids", "cgroup", "rw,pids"), ("unified", "cgroup2", "rw"));

    public static FakeKernel OfVersion2() => new(("", "cgroup2", "rw,nsdelegate"));

    /// <summary>A file that the kernel has in a group.</summary>
    public void Has(string path)
    {
        Make(Path.GetDirectoryName(path)!);
        File.WriteAllText(PathOf(path), "0");
    }

    /// <summary>A group that Docker or runc makes.</summary>
    public void Make(string group) => _root.CreateSubdirectory(group);

    public bool Exists(string group) => Directory.Exists(PathOf(group));

    /// <summary>What was written, by path.</summary>
    public IReadOnlyDictionary<string, string> Written => _root.GetFiles("*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(_root.FullName, file.FullName), file => File.ReadAllText(file.FullName));

    /// <summary>A folder with files in it cannot be removed, as a group with processes in it cannot.</summary>
    public void End()
    {
        foreach (var file in _root.GetFiles("*", SearchOption.AllDirectories)) file.Delete();
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string PathOf(string path) => Path.Combine(_root.FullName, path);
}
