using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Restarting one container without the task (API_ContainerRestartPolicy).</summary>
internal static class RestartPolicyRules
{
    private const int MostExitCodes = 50;

    public static void Check(ContainerDefinition container)
    {
        if (container.RestartPolicy is not { } policy) return;
        if (policy.Enabled is null) throw Wording.Invalid("restartPolicy", container);
        if (policy.RestartAttemptPeriod is < 60 or > 1800)
            throw EcsErrors.Client($"The 'restartAttemptPeriod' setting for container '{container.Name}' must be between 60 and 1800.");
        if (policy.IgnoredExitCodes.OrEmpty().Count > MostExitCodes)
            throw EcsErrors.Client($"The 'ignoredExitCodes' setting for container '{container.Name}' must not have more than {MostExitCodes} values.");
    }
}
