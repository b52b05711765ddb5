namespace Workbook.Learning.Grading;

/// <summary>A submission as it was handed in.</summary>
/// <param name="Student">The name of the folder or archive, without <c>.zip</c>.</param>
/// <param name="Path">The folder, or the archive.</param>
public sealed record HandedIn(string Student, string Path)
{
    private const string Archive = ".zip";

    public bool IsArchive => File.Exists(Path);

    /// <summary>A class's submissions: each folder and each <c>.zip</c> in a folder, by name.</summary>
    public static IReadOnlyList<HandedIn> In(string folder) =>
    [
        .. Directory.EnumerateDirectories(folder)
            .Concat(Directory.EnumerateFiles(folder, "*" + Archive))
            .Where(path => !System.IO.Path.GetFileName(path).StartsWith('.'))
            .Select(path => new HandedIn(Directory.Exists(path) ? System.IO.Path.GetFileName(path) : System.IO.Path.GetFileNameWithoutExtension(path), path))
            .OrderBy(each => each.Student, StringComparer.Ordinal),
    ];
}
