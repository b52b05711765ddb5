namespace Workbook.Engine.Building.Dotnet;

/// <summary>Finds the project that is to become an image.</summary>
internal static class DotnetProject
{
    private static readonly string[] Endings = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The project file of a folder; null when it has none.</summary>
    /// <exception cref="BuildException">It has several.</exception>
    public static string? Find(string folder)
    {
        var found = Directory.GetFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).ToList();
        return found.Count > 1
            ? throw new BuildException($"{folder} has several projects: {string.Join(", ", found.Select(Path.GetFileName))}. Give each a folder of its own, or write a Dockerfile.")
            : found.SingleOrDefault();
    }
}
