using System.Globalization;

namespace Workbook.Learning.Notebooks;

/// <summary>The temporary folders of sandboxed kernels. They bear the number of the process that made them: what one leaves behind that was killed, the next one removes.</summary>
internal static class KernelFolders
{
    private const string Start = "workbook-kernel-";

    /// <summary>A new one, which only this user can enter.</summary>
    public static DirectoryInfo Create() => Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Start}{Environment.ProcessId}-"));

    /// <summary>Removes those whose process is no more.</summary>
    public static void RemoveLeftOvers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Start + "*").Where(IsLeftOver))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another user's, or somebody else removes it too.
            }
        }
    }

    private static bool IsLeftOver(string folder) =>
        int.TryParse(Path.GetFileName(folder)[Start.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !Directory.Exists($"/proc/{process}");
}
