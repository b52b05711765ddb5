using Docker.DotNet.Models;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>Where Docker leaves what a container prints (API_LogConfiguration).</summary>
internal static class Logging
{
    /// <summary>The driver that keeps the lines on this machine, from where they are read: they need a bound.</summary>
    private static readonly Dictionary<string, string> Bounded = new() { ["max-size"] = "10m", ["max-file"] = "2" };

    public static LogConfig Of(LogConfiguration? configuration) => configuration?.LogDriver switch
    {
        null or LogDriver.Awslogs => new() { Type = "json-file", Config = Bounded },
        LogDriver.Awsfirelens => throw new ContainerFailedException("CannotCreateContainerError: the log driver awsfirelens needs a log router, which this Docker Engine does not have"),
        var driver => new() { Type = driver, Config = (configuration.Options ?? ValueMap<string>.Empty).ToDictionary(option => option.Key, option => option.Value) },
    };
}
