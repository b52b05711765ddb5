namespace Workbook.Learning.Notebooks;

/// <summary>What cells may use without saying so. The kernel itself knows only the base class library.</summary>
public sealed record KernelOptions
{
    /// <summary>Paths of assemblies that every cell can use.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Namespaces every cell has imported, beside the usual ones; <c>static Some.Type</c> imports a type's members.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>What relative paths in <c>#r</c> and <c>#load</c> start from: the notebook's folder.</summary>
    public string BaseDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Where packages of <c>#r "nuget: …"</c> are noted; null: the user's own folder for local data.</summary>
    public string? PackageCache { get; init; }
}
