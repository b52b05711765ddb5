using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Services;

/// <summary>What may end a deployment early: the circuit breaker and CloudWatch alarms.</summary>
public static class DeploymentMonitors
{
    internal const string TasksFailedToStart = "tasks failed to start";
    internal const string AlarmDetected = "alarm detected";

    internal const string RollbackRequested = "a rollback was requested";
    internal const string StopRequested = "the service deployment was stopped";

    private const int FewestFailures = 3;
    private const int MostFailures = 200;

    /// <summary>How many failures in a row open the circuit breaker (see "How the Amazon ECS deployment circuit breaker detects failures").</summary>
    public static int Threshold(DeploymentCircuitBreaker? breaker, int desiredCount)
    {
        return breaker?.ThresholdConfiguration switch
        {
            { Type: ThresholdType.Count, Value: { } count } => count,
            // 25 % of 10 → ceil(2.5) = 3
            { Type: ThresholdType.UnboundedPercent, Value: { } percent } => Math.Max(1, Percent(percent)),
            { Type: ThresholdType.BoundedPercent, Value: { } percent } => Math.Clamp(Percent(percent), FewestFailures, MostFailures),
            // desired 1 → ceil(0.5) = 1 → 3;  desired 25 → 13;  desired 800 → 400 → 200
            _ => Math.Clamp(Percent(50), FewestFailures, MostFailures),
        };

        int Percent(int percent) => (int)Math.Ceiling(desiredCount * (long)percent / 100.0);
    }

    /// <summary>The alarms that ended a deployment; none when something else did.</summary>
    internal static ValueList<string> Triggered(World world, EcsService service, string cause) => cause != AlarmDetected ? []
        : (service.DeploymentConfiguration.Alarms?.AlarmNames ?? []).Where(name => world.Alarms.GetValueOrDefault(name)?.IsInAlarm == true).ToValueList();

    /// <summary>A task that does its work ends a row of failures, unless the circuit breaker is to count on.</summary>
    internal static EcsDeployment AfterHealthyTask(EcsService service, EcsDeployment deployment) => deployment with
    {
        FailedTasks = service.DeploymentConfiguration.DeploymentCircuitBreaker?.ResetOnHealthyTask == false ? deployment.FailedTasks : 0,
    };

    /// <summary>Why the deployment has to end now, in ECS's words and in ours, and whether it is to be rolled back; null while all is well.</summary>
    internal static (string Cause, string Reason, bool RollsBack)? Verdict(World world, EcsService service, EcsDeployment deployment)
    {
        if (!deployment.IsInProgress) return null;
        if (world.RolloutOf(service) is { } rollout && rollout.DeploymentId == deployment.Id)
        {
            if (rollout.Status == ServiceDeploymentStatus.RollbackRequested) return (RollbackRequested, "StopServiceDeployment asked for a rollback.", true);
            if (rollout.Status == ServiceDeploymentStatus.StopRequested) return (StopRequested, "StopServiceDeployment asked to stop.", false);
        }
        var configuration = service.DeploymentConfiguration;
        if (configuration.DeploymentCircuitBreaker is { Enable: true } breaker)
        {
            var threshold = Threshold(breaker, service.DesiredCount);
            if (deployment.FailedTasks >= threshold)
                return (TasksFailedToStart, $"{deployment.FailedTasks} tasks failed; the circuit breaker opens at {threshold}.", breaker.Rollback == true);
        }
        // An alarm that has not calmed down yet does not stop the way back.
        if (world.RolloutOf(service) is not { IsRollingBack: true } && configuration.Alarms is { Enable: true } alarms && Triggered(world, service, AlarmDetected) is [var alarm, ..])
            return (AlarmDetected, $"The alarm {alarm} is in ALARM.", alarms.Rollback == true);
        return null;
    }
}
