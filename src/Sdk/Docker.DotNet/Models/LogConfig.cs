namespace Docker.DotNet.Models;

/// <summary>LogConfig: the logging driver of a container.</summary>
public class LogConfig
{
    public string Type { get; set; } = default!;

    public IDictionary<string, string> Config { get; set; } = default!;
}
