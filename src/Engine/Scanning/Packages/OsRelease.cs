namespace Workbook.Engine.Scanning.Packages;

/// <summary>Which distribution it is, by os-release(5).</summary>
internal static class OsRelease
{
    /// <summary>In OSV's words, such as <c>Debian:11</c> or <c>Alpine:v3.15</c>; null of distributions that are not known here.</summary>
    public static string? EcosystemOf(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Trim().Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0], parts => parts[1].Trim('"', '\''), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        if (!values.TryGetValue("VERSION_ID", out var version)) return null;
        return values.GetValueOrDefault("ID") switch
        {
            "debian" => $"Debian:{version.Split('.')[0]}",
            "ubuntu" => $"Ubuntu:{version}",
            "alpine" => $"Alpine:v{string.Join('.', version.Split('.').Take(2))}",
            _ => null,
        };
    }
}
