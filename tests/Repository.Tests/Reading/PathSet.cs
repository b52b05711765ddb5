using System.Text.RegularExpressions;

namespace Workbook.Repository.Tests.Reading;

/// <summary>Which files there are, and so which folders.</summary>
internal sealed class PathSet
{
    private readonly HashSet<string> all = new(StringComparer.Ordinal) { "" };

    public PathSet(IEnumerable<string> files)
    {
        Files = [.. files.Order(StringComparer.Ordinal)];
        foreach (var file in Files)
        {
            for (var path = file; path.Length > 0; path = FolderOf(path)) all.Add(path);
        }
    }

    /// <summary>The files, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Whether that is a file or a folder; <c>*</c> stands for anything within one name.</summary>
    public bool Has(string path)
    {
        var wanted = path.TrimEnd('/');
        if (!wanted.Contains('*')) return all.Contains(wanted);
        var pattern = $"^{Regex.Escape(wanted).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$";
        return all.Any(known => Regex.IsMatch(known, pattern));
    }

    /// <summary>The names directly under a folder; the root is the empty text.</summary>
    public IEnumerable<string> Under(string folder) =>
        all.Where(path => path.Length > 0 && FolderOf(path) == folder).Select(path => path[(path.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal);

    /// <summary>The path of the folder that holds it; the root is the empty text.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var cut and >= 0 ? path[..cut] : "";

    /// <summary>Follows a relative path from a folder; null when it leaves the repository.</summary>
    public static string? Resolve(string folder, string relative)
    {
        var names = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var name in relative.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count == 0) return null;
            else names.RemoveAt(names.Count - 1);
        }
        return string.Join('/', names);
    }
}
