using System.Diagnostics;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Deployments;

/// <summary>The order of lifecycle stages, and the steps in which traffic moves (see "Lifecycle stages for blue/green service deployments").</summary>
public static class Stages
{
    /// <summary>A stage that takes longer has failed ("Lifecycle hooks for Amazon ECS service deployments").</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Runs hooks before each shift of production traffic; the API shows it as a part of the shift.</summary>
    public const string PreProductionTrafficShift = DeploymentLifecycleHookStage.PreProductionTrafficShift;

    /// <summary>The stage that follows.</summary>
    /// <param name="stage">Null before the first.</param>
    /// <param name="isShifted">Whether all of the production traffic has moved.</param>
    /// <param name="hasLeftovers">Whether other revisions than the serving one still run.</param>
    public static string After(string? stage, bool isShifted, bool hasLeftovers) => stage switch
    {
        null => hasLeftovers ? ServiceDeploymentLifecycleStage.ReconcileService : ServiceDeploymentLifecycleStage.PreScaleUp,
        ServiceDeploymentLifecycleStage.ReconcileService => ServiceDeploymentLifecycleStage.PreScaleUp,
        ServiceDeploymentLifecycleStage.PreScaleUp => ServiceDeploymentLifecycleStage.ScaleUp,
        ServiceDeploymentLifecycleStage.ScaleUp => ServiceDeploymentLifecycleStage.PostScaleUp,
        ServiceDeploymentLifecycleStage.PostScaleUp => ServiceDeploymentLifecycleStage.TestTrafficShift,
        ServiceDeploymentLifecycleStage.TestTrafficShift => ServiceDeploymentLifecycleStage.PostTestTrafficShift,
        ServiceDeploymentLifecycleStage.PostTestTrafficShift => PreProductionTrafficShift,
        PreProductionTrafficShift => ServiceDeploymentLifecycleStage.ProductionTrafficShift,
        ServiceDeploymentLifecycleStage.ProductionTrafficShift => isShifted ? ServiceDeploymentLifecycleStage.PostProductionTrafficShift : PreProductionTrafficShift,
        ServiceDeploymentLifecycleStage.PostProductionTrafficShift => ServiceDeploymentLifecycleStage.BakeTime,
        ServiceDeploymentLifecycleStage.BakeTime => ServiceDeploymentLifecycleStage.CleanUp,
        _ => throw new UnreachableException($"Nothing follows {stage}."),
    };

    /// <summary>On the way back: production traffic first, then test traffic, where any of it had moved.</summary>
    public static string AfterRollback(string? stage, double testPercent) => stage switch
    {
        ServiceDeploymentLifecycleStage.ProductionTrafficShift when testPercent > 0 => ServiceDeploymentLifecycleStage.TestTrafficShift,
        ServiceDeploymentLifecycleStage.ProductionTrafficShift or ServiceDeploymentLifecycleStage.TestTrafficShift => ServiceDeploymentLifecycleStage.CleanUp,
        _ => throw new UnreachableException($"Nothing follows {stage} on the way back."),
    };

    /// <summary>
    /// The share after the next step. LINEAR by 30 %: 0 → 30 → 60 → 90 → 100. CANARY of 5 %: 0 → 5 → 100. BLUE_GREEN: 0 → 100.
    /// Steps are multiples of 0.1 %; the sums are rounded to that.
    /// </summary>
    public static double NextPercent(DeploymentConfiguration configuration, double percent) => configuration.Strategy switch
    {
        DeploymentStrategy.Linear => Math.Min(100, Math.Round(percent + configuration.LinearConfiguration!.StepPercent!.Value, 1)),
        DeploymentStrategy.Canary when percent == 0 => configuration.CanaryConfiguration!.CanaryPercent!.Value,
        DeploymentStrategy.Canary or DeploymentStrategy.BlueGreen => 100,
        _ => throw new UnreachableException($"{configuration.Strategy} shifts no traffic."),
    };

    /// <summary>How long a share is watched before the next step; nothing follows after 100 %.</summary>
    public static TimeSpan BakeOf(DeploymentConfiguration configuration, double percent) => percent >= 100 ? TimeSpan.Zero : configuration.Strategy switch
    {
        DeploymentStrategy.Linear => TimeSpan.FromMinutes(configuration.LinearConfiguration!.StepBakeTimeInMinutes!.Value),
        DeploymentStrategy.Canary => TimeSpan.FromMinutes(configuration.CanaryConfiguration!.CanaryBakeTimeInMinutes!.Value),
        _ => TimeSpan.Zero,
    };

    /// <summary>True once the target revision is to have its tasks.</summary>
    public static bool IsScaledUp(string? stage) =>
        stage is not (null or ServiceDeploymentLifecycleStage.ReconcileService or ServiceDeploymentLifecycleStage.PreScaleUp);
}
