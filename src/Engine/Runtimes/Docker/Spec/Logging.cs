using Docker.DotNet.Models;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>Where Docker leaves what a container prints (API_LogConfiguration).</summary>
internal static class Logging
{
    /// <summary>The driver that keeps the lines on this machine, from where they are read: they need a bound.</summary>
    private static readonly Dictionary<string, string> Bounded = new() { ["max-size"] = "10m", ["max-file"] = "2" };

    /// <summary>What Docker does itself for a driver whose lines are read from it: whether a container waits when they are not written quickly enough.</summary>
    private static readonly string[] Delivery = ["mode", "max-buffer-size"];

    public static LogConfig Of(RuntimeContainer container, Surroundings surroundings) => container.Definition.LogConfiguration is { LogDriver: LogDriver.Awsfirelens }
        ? Firelens.DriverOf(container, surroundings.FirelensFolder ?? throw new ContainerFailedException("CannotCreateContainerError: the log driver awsfirelens needs a log router, which the task does not have"))
        : Of(container.Definition.LogConfiguration, surroundings.LogSecrets);

    /// <param name="configuration">Of the container definition.</param>
    /// <param name="secrets">The values of its secret options.</param>
    internal static LogConfig Of(LogConfiguration? configuration, IReadOnlyDictionary<string, string> secrets) => configuration?.LogDriver switch
    {
        null => new() { Type = "json-file", Config = Bounded },
        LogDriver.Awslogs => new() { Type = "json-file", Config = Merged(Bounded, Options(configuration).Where(option => Delivery.Contains(option.Key))) },
        var driver => new() { Type = driver, Config = Merged(Options(configuration), secrets) },
    };

    private static ValueMap<string> Options(LogConfiguration configuration) => configuration.Options ?? ValueMap<string>.Empty;

    private static Dictionary<string, string> Merged(IEnumerable<KeyValuePair<string, string>> options, IEnumerable<KeyValuePair<string, string>> more)
    {
        var merged = new Dictionary<string, string>(options, StringComparer.Ordinal);
        foreach (var (name, value) in more) merged[name] = value;
        return merged;
    }
}
