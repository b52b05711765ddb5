using Workbook.Orchestration.Deployments;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>A rolling deployment may count as successful before its last task is healthy (see "earlySuccessCriteria").</summary>
/// <param name="HealthyPercent">Of the desired count.</param>
/// <param name="MayLeaveLater">True for DEFERRED: older deployments may still be leaving then; with BLOCKING they are gone.</param>
internal readonly record struct EarlySuccess(int HealthyPercent, bool MayLeaveLater)
{
    public static EarlySuccess? Of(EcsService service) => service.DeploymentConfiguration.EarlySuccessCriteria is { Enable: true } criteria
        ? new(criteria.HealthyPercent!.Value, criteria.SourceServiceRevisionCleanup == ServiceRevisionCleanup.Deferred)
        : null;

    /// <summary>50 % of 3 desired → ceil(1.5) = 2 have to be healthy.</summary>
    public bool IsMet(EcsService service, DeploymentTally tally) =>
        tally.Healthy >= (int)Math.Ceiling(service.DesiredCount * (long)HealthyPercent / 100.0) && (MayLeaveLater || service.Deployments.Count == 1);
}
