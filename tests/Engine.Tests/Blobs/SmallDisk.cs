using System.Diagnostics;
using System.Globalization;

namespace Workbook.Engine.Tests.Blobs;

/// <summary>A disk in memory that is soon full; only root may make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-disk-");

    private SmallDisk()
    {
    }

    public string Path => _folder.FullName;

    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "workbook-test", disk.Path)) return disk;
        disk._folder.Delete();
        Assert.Ignore("Only root may mount a small disk. To run this test: run the tests as root.");
        return disk;
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
