using System.Reflection;
using System.Runtime.Loader;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// Loads compiled cells and the assemblies they refer to. An assembly the host already has is used as it is, so that its
/// types are the same on both sides.
/// </summary>
internal sealed class CellAssemblies : AssemblyLoadContext
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Assembly> cells = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> folders = [];
    private readonly List<string> natives = [];

    public CellAssemblies() : base("notebook cells") { }

    /// <summary>Whether the assembly is a compiled cell, and not one that a cell refers to.</summary>
    public static bool IsCell(Assembly assembly)
        => GetLoadContext(assembly) is CellAssemblies cells && assembly.GetName().Name is { } name && cells.IsCell(name);

    public Assembly LoadCell(MemoryStream assembly, MemoryStream symbols)
    {
        assembly.Position = symbols.Position = 0;
        var loaded = LoadFromStream(assembly, symbols);
        lock (gate)
            cells[loaded.GetName().Name!] = loaded;
        return loaded;
    }

    /// <summary>Makes a referenced file findable, and its neighbours, on which it may depend.</summary>
    public void AddFile(string path)
    {
        lock (gate)
        {
            files[Path.GetFileNameWithoutExtension(path)] = path;
            var folder = Path.GetDirectoryName(path)!;
            if (!folders.Contains(folder, StringComparer.Ordinal))
                folders.Add(folder);
        }
    }

    /// <summary>Makes a native library findable, whether it is asked for as <c>e_sqlite3</c>, <c>libe_sqlite3</c> or with its ending.</summary>
    public void AddNative(string path)
    {
        lock (gate)
            natives.Add(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string? found;
        lock (gate)
            found = natives.LastOrDefault(path => NamesOf(path).Contains(unmanagedDllName, StringComparer.OrdinalIgnoreCase));
        return found is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(found);
    }

    private static IEnumerable<string> NamesOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return [Path.GetFileName(path), name, name.StartsWith("lib", StringComparison.Ordinal) ? name[3..] : name];
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        lock (gate)
        {
            if (cells.TryGetValue(name, out var cell))
                return cell;
        }
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return FindFile(name) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }

    private bool IsCell(string name)
    {
        lock (gate)
            return cells.ContainsKey(name);
    }

    private string? FindFile(string name)
    {
        lock (gate)
        {
            if (files.TryGetValue(name, out var path))
                return path;
            return folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        }
    }
}
