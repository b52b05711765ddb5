namespace Workbook.Learning.Notebooks;

/// <summary>The names of hosts in a sandbox: its own, and no others. Without these files the C library asks for <c>localhost</c> in a network that has no answers.</summary>
internal static class KernelNames
{
    private static readonly (string Name, string Text)[] Files = [("hosts", "127.0.0.1 localhost sandbox\n"), ("nsswitch.conf", "hosts: files\n")];

    /// <summary>Writes them to a folder.</summary>
    /// <returns>Where each is, and where it has to be within.</returns>
    public static IReadOnlyList<(string From, string To)> Write(string folder) => [.. Files.Select(file => (Write(Path.Combine(folder, file.Name), file.Text), "/etc/" + file.Name))];

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        return path;
    }
}
