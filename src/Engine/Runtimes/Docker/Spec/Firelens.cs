using System.Globalization;
using System.Text;
using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Runtimes.Docker.Spec;

/// <summary>
/// FireLens (see "Send Amazon ECS logs to an AWS service or AWS Partner"): Docker sends what containers print to a socket, on which the task's log router, a container with Fluent Bit,
/// listens with the configuration that the ECS agent would write for it.
/// </summary>
internal static class Firelens
{
    /// <summary>Where the router looks for its configuration and makes its socket, in its container.</summary>
    public const string ConfigPath = "/fluent-bit/etc/fluent-bit.conf", SocketFolder = "/var/run";

    private const string Volume = "firelens";

    /// <summary>What the router itself is not told: it is for Docker.</summary>
    private const string BufferOption = "log-driver-buffer-limit";

    public static bool IsRouter(ContainerDefinition container) => container.FirelensConfiguration is not null;

    public static bool HasRouter(TaskDefinition definition) => definition.ContainerDefinitions!.Any(IsRouter);

    /// <summary>The volume in which the socket is: Docker finds it on its own machine, wherever that is.</summary>
    public static string VolumeOf(RuntimeTask task) => ContainerNames.VolumeOf(task, Volume);

    /// <summary>What is mounted into a router.</summary>
    public static IEnumerable<string> BindsOf(RuntimeContainer container, string? configFile) =>
        IsRouter(container.Definition) ? [$"{VolumeOf(container.Task)}:{SocketFolder}", $"{configFile}:{ConfigPath}:ro"] : [];

    /// <summary>Docker's driver for a container that prints to the router.</summary>
    /// <param name="socketFolder">The volume's folder on Docker's machine.</param>
    public static LogConfig DriverOf(RuntimeContainer container, string socketFolder)
    {
        var config = new Dictionary<string, string>
        {
            ["tag"] = $"{container.State.Name}-firelens-{container.Task.Task.Id}",
            ["fluentd-address"] = $"unix://{socketFolder}/fluent.sock",
            ["fluentd-async"] = "true",
            ["fluentd-sub-second-precision"] = "true",
        };
        if (AwsLogs.Option(container, BufferOption) is { } limit) config["fluentd-buffer-limit"] = limit;
        return new() { Type = "fluentd", Config = config };
    }

    /// <summary>The router's configuration.</summary>
    /// <exception cref="ContainerFailedException">It is not one that can be written.</exception>
    public static string ConfigOf(RuntimeContainer router)
    {
        var (task, firelens) = (router.Task, router.Definition.FirelensConfiguration!);
        if (firelens.Type != FirelensConfigurationType.Fluentbit) throw Failed($"the log router {firelens.Type} is not known here; use fluentbit");
        var options = firelens.Options ?? ValueMap<string>.Empty;
        if (options.GetValueOrDefault("config-file-type") == "s3") throw Failed("its configuration is in S3, which this Docker Engine does not have; put it into the image and use the config-file-type file");
        var config = new StringBuilder();
        Section(config, "INPUT", ("Name", "forward"), ("unix_path", $"{SocketFolder}/fluent.sock"));
        Section(config, "INPUT", ("Name", "forward"), ("Listen", "0.0.0.0"), ("Port", "24224"));
        Section(config, "INPUT", ("Name", "tcp"), ("Tag", "firelens-healthcheck"), ("Listen", "127.0.0.1"), ("Port", "8877"));
        if (options.GetValueOrDefault("enable-ecs-log-metadata") != "false")
        {
            Section(config, "FILTER", ("Name", "record_modifier"), ("Match", "*"),
                ("Record", $"ecs_cluster {task.Task.ClusterName}"),
                ("Record", $"ecs_task_arn arn:aws:ecs:{task.Scope.Region}:{task.Scope.Account}:task/{task.Task.ClusterName}/{task.Task.Id}"),
                ("Record", string.Create(CultureInfo.InvariantCulture, $"ecs_task_definition {task.Definition.Family}:{task.Definition.Revision}")));
        }
        foreach (var container in task.Definition.ContainerDefinitions!.Where(each => each.LogConfiguration?.LogDriver == LogDriver.Awsfirelens)) Filters(config, container);
        if (options.GetValueOrDefault("config-file-value") is { Length: > 0 } more) config.Append("@INCLUDE ").Append(more).Append("\n\n");
        Section(config, "OUTPUT", ("Name", "null"), ("Match", "firelens-healthcheck"));
        foreach (var container in task.Definition.ContainerDefinitions!.Where(each => each.LogConfiguration is { LogDriver: LogDriver.Awsfirelens, Options.Count: > 0 }))
        {
            var output = container.LogConfiguration!.Options!.Where(option => option.Key is not (BufferOption or "include-pattern" or "exclude-pattern"));
            if (output.Any(option => option.Key is "Name" or "name"))
                Section(config, "OUTPUT", [.. output.OrderBy(option => option.Key is not ("Name" or "name")).Select(option => (option.Key, option.Value)), ("Match", $"{container.Name}-firelens*")]);
        }
        return config.ToString();
    }

    private static void Filters(StringBuilder config, ContainerDefinition container)
    {
        foreach (var (option, rule) in new[] { ("include-pattern", "Regex"), ("exclude-pattern", "Exclude") })
        {
            if (container.LogConfiguration!.Options?.GetValueOrDefault(option) is { Length: > 0 } pattern)
                Section(config, "FILTER", ("Name", "grep"), ("Match", $"{container.Name}-firelens*"), (rule, $"log {pattern}"));
        }
    }

    private static void Section(StringBuilder config, string name, params IEnumerable<(string Key, string Value)> entries)
    {
        config.Append('[').Append(name).Append("]\n");
        // A line end in a value would be an entry of its own.
        foreach (var (key, value) in entries) config.Append("    ").Append(OneLine(key)).Append(' ').Append(OneLine(value)).Append('\n');
        config.Append('\n');
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static ContainerFailedException Failed(string why) => new($"CannotCreateContainerError: the log router cannot be configured: {why}");
}
