using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// References to files that nobody writes to while a kernel lives: they are looked at where the system keeps them, and all kernels of a machine share that memory.
/// Roslyn itself would read each into memory of its own, some 45 MB for the framework alone.
/// </summary>
internal static class MappedReference
{
    // A mapping stays for as long as the process does, for nobody knows when Roslyn has looked for the last time.
    private static readonly ConcurrentDictionary<string, Mapping> Mapped = new(StringComparer.Ordinal);

    /// <exception cref="IOException">It cannot be read.</exception>
    public static PortableExecutableReference To(string path)
    {
        var mapped = Mapped.GetOrAdd(path, Map);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromImage(mapped.View.SafeMemoryMappedViewHandle.DangerousGetHandle(), mapped.Size)).GetReference(filePath: path);
    }

    private static Mapping Map(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        return new(mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), checked((int)file.Length));
    }

    private sealed record Mapping(MemoryMappedViewAccessor View, int Size);
}
