namespace Workbook.Learning.Sandboxes;

/// <summary>What a sandbox shows of the system beside <c>/usr</c>: on today's systems <c>/lib</c> is a link into <c>/usr</c>, on others it is a folder.</summary>
internal static class SystemFolders
{
    public const string Programs = "/usr";
    public const string LibraryCache = "/etc/ld.so.cache";

    private static readonly string[] Beside = ["/bin", "/lib", "/lib64", "/lib32", "/sbin"];

    /// <summary>The path of each, and where it points to; null where it is no link.</summary>
    public static IReadOnlyList<(string Path, string? Link)> All() => [.. Beside.Select(path => new DirectoryInfo(path)).Where(folder => folder.Exists).Select(folder => (folder.FullName, folder.LinkTarget))];
}
