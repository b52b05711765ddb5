using System.Formats.Tar;

namespace Workbook.Engine.Building;

/// <summary>The files that a Dockerfile may copy, as the archive that the Docker Engine's build API takes.</summary>
internal static class BuildContext
{
    // Builds on Windows have no modes to send; the docker CLI makes everything executable there.
    private const UnixFileMode OnWindows = (UnixFileMode)0b111_101_101;

    /// <summary>Packs the folder into a temporary file that goes when it is closed.</summary>
    /// <exception cref="BuildException">Something in it cannot be read.</exception>
    public static async Task<Stream> PackAsync(string folder, IgnoreRules rules, CancellationToken cancellation)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            await using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true)) await AddAsync(tar, new(folder), "", rules, cancellation);
            file.Position = 0;
            return file;
        }
        catch (Exception error)
        {
            await file.DisposeAsync();
            if (error is not (IOException or UnauthorizedAccessException)) throw;
            throw new BuildException($"The folder cannot be packed for Docker: {error.Message} What the image does not need can be named in .dockerignore.", error);
        }
    }

    private static async Task AddAsync(TarWriter tar, DirectoryInfo folder, string above, IgnoreRules rules, CancellationToken cancellation)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = above + entry.Name;
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            var ignored = rules.Ignores(path);
            if (!ignored) await AddAsync(tar, entry, path, cancellation);
            if (isFolder && (!ignored || rules.HasExceptions)) await AddAsync(tar, (DirectoryInfo)entry, path + "/", rules, cancellation);
        }
    }

    // The owner is left out: Docker finds its cache again whoever builds.
    private static async Task AddAsync(TarWriter tar, FileSystemInfo entry, string path, CancellationToken cancellation)
    {
        var kind = entry switch
        {
            { LinkTarget: not null } => TarEntryType.SymbolicLink,
            DirectoryInfo => TarEntryType.Directory,
            _ => TarEntryType.RegularFile,
        };
        var added = new PaxTarEntry(kind, path)
        {
            Mode = OperatingSystem.IsWindows() ? OnWindows : entry.UnixFileMode,
            ModificationTime = entry.LastWriteTimeUtc,
        };
        if (entry.LinkTarget is { } target) added.LinkName = OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;
        // Sockets and pipes look empty, and nobody comes back from opening them.
        await using var content = kind == TarEntryType.RegularFile && ((FileInfo)entry).Length > 0 ? File.OpenRead(entry.FullName) : null;
        if (content is not null) added.DataStream = content;
        await tar.WriteEntryAsync(added, cancellation);
    }
}
