using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Log drivers and the options each insists on (API_LogConfiguration).</summary>
internal static class LogConfigurationRules
{
    private static readonly string[] Drivers =
    [
        LogDriver.JsonFile, LogDriver.Syslog, LogDriver.Journald, LogDriver.Gelf, LogDriver.Fluentd, LogDriver.Awslogs, LogDriver.Splunk,
        LogDriver.Awsfirelens,
    ];

    private static readonly string[] FargateDrivers = [LogDriver.Awslogs, LogDriver.Splunk, LogDriver.Awsfirelens];

    private static readonly string[] AwslogsRequires = ["awslogs-region", "awslogs-group"];

    private static readonly string[] SplunkRequires = ["splunk-url", "splunk-token"];

    // The developer guide's table plus what Docker's own awslogs driver knows.
    private static readonly HashSet<string> AwslogsAllows = new(StringComparer.Ordinal)
    {
        "awslogs-create-group", "awslogs-region", "awslogs-group", "awslogs-stream-prefix", "awslogs-datetime-format",
        "awslogs-multiline-pattern", "awslogs-stream", "awslogs-create-stream", "awslogs-endpoint", "awslogs-format",
        "awslogs-credentials-endpoint", "awslogs-force-flush-interval-seconds", "awslogs-max-buffered-events",
        "mode", "max-buffer-size", "tag", "labels", "labels-regex", "env", "env-regex",
    };

    public static void Check(ContainerDefinition container, Draft draft)
    {
        if (container.LogConfiguration is not { } log) return;
        if (string.IsNullOrEmpty(log.LogDriver)) throw EcsErrors.Client("logConfiguration.logDriver should not be null or empty.");
        if (DriverViolation(log, draft.RequiresFargate ? FargateDrivers : Drivers) is { } violation) throw EcsErrors.Client(violation);

        var given = (log.Options?.Where(option => option.Value.Length > 0).Select(option => option.Key) ?? [])
            .Concat(log.SecretOptions.OrEmpty().Select(secret => secret.Name!)).ToHashSet(StringComparer.Ordinal);
        switch (log.LogDriver)
        {
            case LogDriver.Awslogs:
                CheckOptions(log.LogDriver, AwslogsRequires.Where(option => !given.Contains(option)), "requires");
                CheckOptions(log.LogDriver, (log.Options?.Keys ?? []).Where(option => !AwslogsAllows.Contains(option)), "disallows");
                break;
            case LogDriver.Splunk:
                CheckOptions(log.LogDriver, SplunkRequires.Where(option => !given.Contains(option)), "requires");
                break;
        }
    }

    /// <summary>Why Fargate would not take this log configuration, or null.</summary>
    public static string? FargateViolation(LogConfiguration log, Draft draft)
    {
        if (DriverViolation(log, FargateDrivers) is { } violation) return violation;
        if (log.LogDriver != LogDriver.Awslogs) return null;
        if (!draft.HasExecutionRole)
            return "Fargate requires task definition to have execution role ARN to support log driver awslogs.";
        return log.Options?.ContainsKey("awslogs-stream-prefix") ?? false
            ? null
            : "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.";
    }

    private static string? DriverViolation(LogConfiguration log, string[] drivers) =>
        drivers.Contains(log.LogDriver) ? null : $"{log.LogDriver} is not a valid log driver. Must be one of [{string.Join(',', drivers)}]";

    private static void CheckOptions(string driver, IEnumerable<string> options, string verb)
    {
        var list = string.Join(", ", options);
        if (list.Length > 0) throw EcsErrors.Client($"Log driver {driver} {verb} options: {list}");
    }
}
