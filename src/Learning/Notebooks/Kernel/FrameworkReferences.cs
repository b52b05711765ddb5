using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>The base class library and what every cell has at hand: its references and namespaces.</summary>
internal static class FrameworkReferences
{
    public static readonly IReadOnlyList<string> Imports =
    [
        "System",
        "System.Collections.Generic",
        "System.Diagnostics",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Text",
        "System.Text.Json",
        "System.Text.RegularExpressions",
        "System.Threading",
        "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive",
        "Microsoft.DotNet.Interactive.Formatting",
        "static Microsoft.DotNet.Interactive.Kernel",
    ];

    /// <summary>The running framework's assemblies; their metadata is only read when a cell is compiled.</summary>
    public static IReadOnlyList<MetadataReference> Load()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(folder, "*.dll")
            .Where(path => IsManaged(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => (MetadataReference)MappedReference.To(path))
            .ToList();
        references.Add(MappedReference.To(typeof(FrameworkReferences).Assembly.Location));
        return references;
    }

    private static bool IsManaged(string name)
        => name is "mscorlib" or "netstandard" or "System" or "Microsoft.CSharp"
           || (name.StartsWith("System.", StringComparison.Ordinal) && !name.EndsWith(".Native", StringComparison.Ordinal))
           || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);
}
