using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Grading;

/// <summary>What is compiled against: the running framework, and libraries by their paths. Their metadata is read once.</summary>
internal static class Assemblies
{
    private static readonly ConcurrentDictionary<string, MetadataReference> Known = new(StringComparer.Ordinal);

    public static IReadOnlyList<MetadataReference> References(IEnumerable<string> libraries)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. Directory.EnumerateFiles(framework, "*.dll").Where(IsManaged).Concat(libraries).Select(path => Known.GetOrAdd(path, path => MetadataReference.CreateFromFile(path)))];
    }

    private static bool IsManaged(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name is "mscorlib" or "netstandard" or "System" or "Microsoft.CSharp"
            || (name.StartsWith("System.", StringComparison.Ordinal) && !name.EndsWith(".Native", StringComparison.Ordinal))
            || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);
    }
}
