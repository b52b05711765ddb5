namespace Docker.DotNet.Models;

/// <summary>LogConfig: the logging driver of a container.</summary>
public class LogConfig
{
    public string Type { get; set; } = string.Empty;

    public IDictionary<string, string> Config { get; set; } = default!;
}
