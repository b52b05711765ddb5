namespace Workbook.Engine.Runtimes.Docker;

/// <summary>
/// The lines of an environment file: <c>NAME=value</c>. Empty lines, those that begin with <c>#</c> and those without a name are
/// skipped, and nothing is unquoted (see "Pass environment variables to an Amazon ECS container").
/// </summary>
internal static class EnvironmentFileFormat
{
    public static IEnumerable<(string Name, string Value)> Parse(string file)
    {
        foreach (var raw in file.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.StartsWith('#') || equals <= 0) continue;
            yield return (line[..equals].Trim(), line[(equals + 1)..]);
        }
    }
}
