namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// The lines of an environment file: <c>NAME=value</c>. Lines that begin with <c>#</c> and those without a name or a value are
/// skipped, and nothing is trimmed or unquoted (see "Pass environment variables to an Amazon ECS container").
/// </summary>
internal static class EnvironmentFileFormat
{
    /// <returns>The values by name; of two lines with one name the last is heard.</returns>
    public static IReadOnlyDictionary<string, string> Parse(string file)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var raw in file.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.StartsWith('#') || equals <= 0 || equals == line.Length - 1) continue;
            variables[line[..equals]] = line[(equals + 1)..];
        }
        return variables;
    }
}
