using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>A container's own health check, in seconds and tries (API_HealthCheck).</summary>
internal static class HealthCheckRules
{
    public static void Check(ContainerDefinition container)
    {
        if (container.HealthCheck is not { } check) return;
        var command = check.Command.OrEmpty();
        if (command.All(string.IsNullOrWhiteSpace))
            throw EcsErrors.Client($"Health check command must not be empty for container '{container.Name}'");
        // The API reference: the array starts with CMD (run as is) or CMD-SHELL (run by the container's shell).
        if (command[0] is not ("CMD" or "CMD-SHELL") || command.Count < 2)
            throw EcsErrors.Client($"Health check command must start with CMD or CMD-SHELL for container '{container.Name}'");
        CheckRange("interval", check.Interval, 5, 300, container);
        CheckRange("timeout", check.Timeout, 2, 60, container);
        CheckRange("retries", check.Retries, 1, 10, container);
        CheckRange("startPeriod", check.StartPeriod, 0, 300, container);
    }

    private static void CheckRange(string setting, int? value, int least, int most, ContainerDefinition container)
    {
        if (value < least)
        {
            throw EcsErrors.Client(
                $"Health check {setting} must be greater than or equal to the minimum allowed value {least} for container '{container.Name}'");
        }
        if (value > most)
        {
            throw EcsErrors.Client(
                $"Health check {setting} must be less than or equal to the maximum allowed value {most} for container '{container.Name}'");
        }
    }
}
