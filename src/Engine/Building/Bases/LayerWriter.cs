using System.Formats.Tar;
using System.Text;

namespace Workbook.Engine.Building.Bases;

/// <summary>Writes the one layer of a base image, with nothing in it of the moment or of who writes it.</summary>
internal sealed class LayerWriter(Stream output) : IAsyncDisposable
{
    /// <summary>Counts up when the same files would give another layer.</summary>
    public const int Version = 1;

    private const UnixFileMode Program = (UnixFileMode)0b111_101_101, Plain = (UnixFileMode)0b110_100_100, Everybody = (UnixFileMode)0b1_111_111_111;

    private readonly TarWriter _tar = new(output, TarEntryFormat.Ustar, leaveOpen: true);

    public ValueTask DisposeAsync() => _tar.DisposeAsync();

    public async Task AddAsync(BaseRecipe recipe, CancellationToken cancellation)
    {
        await FolderAsync("tmp", Everybody, cancellation);
        await TextAsync("etc/passwd", $"root:x:0:0:root:/:/bin/sh\napp:x:{DotnetRecipe.UserId}:{DotnetRecipe.UserId}::/:/bin/sh\n", cancellation);
        await TextAsync("etc/group", $"root:x:0:\napp:x:{DotnetRecipe.UserId}:\n", cancellation);
        await TextAsync("etc/nsswitch.conf", "hosts: files dns\n", cancellation);
        foreach (var (path, source) in recipe.Files)
        {
            await using var content = File.OpenRead(source);
            // A file that is a link here is what it leads to there.
            var isProgram = !OperatingSystem.IsWindows() && File.GetUnixFileMode(content.SafeFileHandle).HasFlag(UnixFileMode.UserExecute);
            await WriteAsync(new(TarEntryType.RegularFile, path.TrimStart('/')) { DataStream = content }, isProgram ? Program : Plain, cancellation);
        }
        foreach (var (path, target) in recipe.Links.OrderBy(link => link.Key, StringComparer.Ordinal))
            await WriteAsync(new(TarEntryType.SymbolicLink, path.TrimStart('/')) { LinkName = target }, Program, cancellation);
    }

    private Task FolderAsync(string path, UnixFileMode mode, CancellationToken cancellation) => WriteAsync(new(TarEntryType.Directory, path), mode, cancellation);

    private async Task TextAsync(string path, string text, CancellationToken cancellation)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(text));
        await WriteAsync(new(TarEntryType.RegularFile, path) { DataStream = content }, Plain, cancellation);
    }

    private Task WriteAsync(UstarTarEntry entry, UnixFileMode mode, CancellationToken cancellation)
    {
        entry.Mode = mode;
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        return _tar.WriteEntryAsync(entry, cancellation);
    }
}
