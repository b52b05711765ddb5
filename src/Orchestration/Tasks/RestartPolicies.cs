using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tasks;

/// <summary>Container restart policies: a container that exits is started again without ending the task (see "Restart individual containers").</summary>
internal static class RestartPolicies
{
    /// <summary>ECS's default for <c>restartAttemptPeriod</c>.</summary>
    private const int DefaultAttemptPeriodSeconds = 300;

    /// <summary>True when the policy starts the stopped container again.</summary>
    public static bool WillRestart(ContainerDefinition definition, EcsContainer container) =>
        definition.RestartPolicy is { Enabled: true } policy
        && container is { IsStopped: true, HasRun: true, ExitCode: { } code }
        && policy.IgnoredExitCodes?.Contains(code) != true
        // A container that did not live through the period is not started again: 300 s by default.
        && container.StoppedAt - container.StartedAt >= TimeSpan.FromSeconds(policy.RestartAttemptPeriod ?? DefaultAttemptPeriodSeconds);
}
