using System.Diagnostics;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Sandboxes;

/// <summary>What kernels leave in the temporary folder.</summary>
internal sealed class KernelFoldersTests
{
    [Test]
    public async Task What_a_killed_process_left_is_removed_and_what_lives_stays()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Sandboxes of kernels are for Linux.");
        var own = KernelFolders.Create();
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();
        var left = Directory.CreateDirectory(own.FullName.Replace($"-{Environment.ProcessId}-", $"-{gone.Id}-", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "pipe"), "");

        KernelFolders.RemoveLeftOvers();

        Directory.Exists(left.FullName).Should().BeFalse();
        Directory.Exists(own.FullName).Should().BeTrue();
        own.Delete();
    }
}
